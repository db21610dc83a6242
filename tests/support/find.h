// What a filter finds in a text: the shortest way to test one.
#pragma once

#include <string>
#include <vector>

#include "facts/fact.h"

namespace pismovod::test {

struct Given {
  std::string text;  // of the letter's body
  std::string subject = "тема";
  bool configured = true;                  // sent by ООО «Вектор-Софт», code 14352; else by nobody known
  std::vector<std::string> together = {};  // what else the letter owes
  bool full = false;                       // { full = true }
};

Finding find(const std::string& requirement, const Given& given);
inline Finding find(const std::string& requirement, const std::string& text) { return find(requirement, Given{text}); }

// The first right value; "" where there is none.
std::string value(const std::string& requirement, const std::string& text);
// The reason of the first wrong one, where nothing is right; "" where there is none.
std::string wrong(const std::string& requirement, const std::string& text);

}  // namespace pismovod::test
