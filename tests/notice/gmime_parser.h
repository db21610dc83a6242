// GMime, the second opinion on what this program writes.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace pismovod::test {

struct ParsedByGMime {
  std::map<std::string, std::string> fields;               // decoded; the last of each name
  std::vector<std::pair<std::string, std::string>> files;  // name and octets of every leaf that has a name
  std::vector<std::string> texts;                          // of leaves without a name
  std::vector<std::string> complaints;
};

ParsedByGMime parse_with_gmime(const std::string& octets);

}  // namespace pismovod::test
