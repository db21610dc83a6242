// Text files, which are read in the program itself; the first octet chooses the format.
#include "extract/text_files.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace pismovod;
  if (size == 0) return 0;
  constexpr Format formats[] = {Format::plain, Format::tabs, Format::csv, Format::html, Format::xml};
  Document document;
  read_text_file({reinterpret_cast<const char*>(data) + 1, size - 1}, formats[data[0] % 5], "windows-1251", 1 << 16,
                 document);
  return 0;
}
