// What the shipped examples taught, taken in as it is: as a literal it would cost the compiler minutes.
#include "config/embedded.h"

// PISMOVOD_MODEL: the file that pismovod-train wrote.
__asm__(
    ".section .rodata\n"
    ".balign 16\n"
    ".global pismovod_model_begin, pismovod_model_end\n"
    "pismovod_model_begin:\n"
    ".incbin \"" PISMOVOD_MODEL
    "\"\n"
    "pismovod_model_end:\n"
    ".previous\n");

extern "C" const char pismovod_model_begin[];
extern "C" const char pismovod_model_end[];

namespace pismovod {

std::string_view embedded_model() {
  return {pismovod_model_begin, static_cast<size_t>(pismovod_model_end - pismovod_model_begin)};
}

}  // namespace pismovod
