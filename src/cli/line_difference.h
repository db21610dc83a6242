// Two texts compared line by line.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace pismovod {

// "@@ 12 @@" (the line of `after`) before each place, then what went ("-...") and what came ("+..."). Empty where
// they are the same. Takes the product of their lines in memory: for files that people write.
std::vector<std::string> line_difference(std::string_view before, std::string_view after);

}  // namespace pismovod
