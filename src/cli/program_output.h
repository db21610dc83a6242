// Other programs, run and listened to.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"

namespace pismovod {

// What a program says on standard output; its errors are thrown away. No shell in between. An error where it cannot be
// run or does not end well.
Result<std::string> output_of(std::vector<std::string> words);

}  // namespace pismovod
