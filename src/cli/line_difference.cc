#include "cli/line_difference.h"

#include <algorithm>
#include <cstdint>

namespace pismovod {
namespace {

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> out;
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size());
    out.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return out;
}

}  // namespace

// The longest common subsequence, from the end.
std::vector<std::string> line_difference(std::string_view before, std::string_view after) {
  const std::vector<std::string_view> a = lines_of(before);
  const std::vector<std::string_view> b = lines_of(after);
  std::vector<std::vector<uint32_t>> common(a.size() + 1, std::vector<uint32_t>(b.size() + 1));
  for (size_t i = a.size(); i-- > 0;) {
    for (size_t j = b.size(); j-- > 0;)
      common[i][j] = a[i] == b[j] ? common[i + 1][j + 1] + 1 : std::max(common[i + 1][j], common[i][j + 1]);
  }
  std::vector<std::string> out;
  bool is_inside = false;
  for (size_t i = 0, j = 0; i < a.size() || j < b.size();) {
    if (i < a.size() && j < b.size() && a[i] == b[j]) {
      is_inside = false;
      ++i;
      ++j;
      continue;
    }
    if (!is_inside) out.push_back("@@ " + std::to_string(j + 1) + " @@");
    is_inside = true;
    const bool went = j == b.size() || (i < a.size() && common[i + 1][j] >= common[i][j + 1]);
    out.push_back((went ? "-" : "+") + std::string(went ? a[i++] : b[j++]));
  }
  return out;
}

}  // namespace pismovod
