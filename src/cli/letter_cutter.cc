#include "cli/letter_cutter.h"

#include <algorithm>

namespace pismovod {
namespace {

constexpr std::string_view kNext = "\nFrom ";
// Far more than any mail server takes. A small file of zeros, compressed, may not fill the memory.
constexpr size_t kMostOctets = size_t{512} << 20;

}  // namespace

bool LetterCutter::put(std::string_view octets) {
  buffer_.append(octets);
  if (is_mbox()) cut();
  return buffer_.size() <= kMostOctets;
}

// A line "From " behind an empty line begins the next letter.
void LetterCutter::cut() {
  size_t begin = 0;
  for (size_t at = buffer_.find(kNext, searched_); at != std::string::npos; at = buffer_.find(kNext, at + 1)) {
    const std::string_view before = std::string_view(buffer_).substr(begin, at - begin);
    if (!before.ends_with('\n') && !before.ends_with("\n\r")) continue;
    take_(std::string_view(buffer_).substr(begin, at + 1 - begin));
    begin = at + 1;
  }
  buffer_.erase(0, begin);
  searched_ = buffer_.size() - std::min(buffer_.size(), kNext.size() - 1);
}

void LetterCutter::end() {
  take_(buffer_);
  buffer_.clear();
}

}  // namespace pismovod
