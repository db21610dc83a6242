// Ways to write a letter that must not change its verdict.
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace pismovod::test {

struct Relation {
  std::string name;
  std::function<std::string(const std::string& letter)> rewrite;
};

const std::vector<Relation>& relations();

// The letter as an attachment of another from the same sender, with a covering note.
std::string forwarded(const std::string& letter, const std::string& transfer_encoding);

}  // namespace pismovod::test
