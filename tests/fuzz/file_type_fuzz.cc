// What the program itself looks at in every attachment: types and sizes of pictures.
#include "extract/file_type.h"
#include "extract/picture_header.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace pismovod;
  const std::string_view octets(reinterpret_cast<const char*>(data), size);
  tell_file_type(octets);
  for (int format = static_cast<int>(Format::jpeg); format <= static_cast<int>(Format::heic); ++format) {
    pages_of(picture_headers(octets, static_cast<Format>(format), 100));
  }
  return 0;
}
