#include "reader/rtf.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace pismovod;
  const std::string_view octets(reinterpret_cast<const char*>(data), size);
  Document document;
  read_rtf(octets, 1 << 16, document);
  rtf_picture(octets, 1);
  return 0;
}
