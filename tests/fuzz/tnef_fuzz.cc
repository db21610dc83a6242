// The glue round libytnef. The library itself is not instrumented: what it does wrong ends a reader
// process, not the program.
#include "reader/tnef.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace pismovod;
  Budget budget(ReaderLimits(), size);
  read_tnef({reinterpret_cast<const char*>(data), size}, budget);
  return 0;
}
