// What GMime sees in a letter: the oracle for ours. The one place where GMime is used.
#pragma once

#include <string>
#include <vector>

namespace pismovod::test {

struct GmimeLeaf {
  std::string type;  // "text/plain", lower case
  size_t begin = 0;  // offset in the file of its content, still encoded
  size_t end = 0;
  std::string decoded;  // without its transfer encoding
};

std::vector<GmimeLeaf> gmime_leaves(const std::string& letter);

}  // namespace pismovod::test
