// The expectation beside a letter (NAME.expect.json), and how a verdict differs from it.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "actions/outcome.h"

namespace pismovod::test {

struct ExpectedMailbox {
  std::string mailbox;
  std::set<std::string> scenarios;
  std::set<std::string> fails;
  std::set<std::string> invalid;
  std::set<std::string> unverified;
  std::set<std::string> should;
  std::map<std::string, std::vector<std::string>> values;
};

struct Expectation {
  std::string id;
  std::string from;
  std::vector<std::string> to;
  std::vector<ExpectedMailbox> mailboxes;
};

Expectation read_expectation(const std::string& path);

// One line for each difference; none: the verdict is exactly right.
std::vector<std::string> differences(const Expectation& expected, const Outcome& outcome);

// The letters of a folder and of those in it that have an expectation: paths below it, without their endings.
std::vector<std::string> letters_in(const std::string& folder);

}  // namespace pismovod::test
