// A password from the person at the terminal, or from a pipe.
#pragma once

#include <string>

#include "base/result.h"

namespace pismovod {

// At a terminal: asked for twice, not shown. Else the first line of standard input.
Result<std::string> ask_password();

}  // namespace pismovod
