// The glue round libytnef. The library itself is not instrumented: what it does wrong ends a reader
// process, not the program.
#include "reader/tnef.h"

#include <string>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace pismovod;
  Budget budget(ReaderLimits(), size);
  // The signature, which no mutation finds, and a key; see MS-OXTNEF section 2.1.
  const std::string file = std::string("\x78\x9f\x3e\x22\x01\x00", 6).append(reinterpret_cast<const char*>(data), size);
  read_tnef(file, budget);
  return 0;
}
