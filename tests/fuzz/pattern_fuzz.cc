// An expression that an admin may write (the first line) on any text (the rest).
#include <cstdlib>

#include "base/fold.h"
#include "words/pattern.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace pismovod;
  const std::string_view octets(reinterpret_cast<const char*>(data), size);
  const size_t end = std::min(octets.find('\n'), octets.size());
  const auto pattern = Pattern::compile(octets.substr(0, end));
  if (!pattern) return 0;
  const std::string window = fold(octets.substr(end));
  for (const Pattern::Match& match :
       {pattern->search(window), pattern->match_prefix(window), pattern->match_whole(window)}) {
    for (const Pattern::Group& group : match.groups) {
      if (group.begin > group.end || group.end > window.size()) std::abort();
    }
  }
  return 0;
}
