// What a draft changes in the letter's own words: lines come in under the greeting, wrong values are
// replaced where they stand, lines of ours that nobody filled in go out. UTF-8, plain or HTML; pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace pismovod {

struct Replacement {
  std::string old;   // a value in normal form; of digits also as "77 13 456-711", in plain text
  std::string with;  // what stands there then
};

struct DraftChanges {
  std::vector<std::string> lines;  // under the greeting, above all where there is none
  std::vector<Replacement> replacements;
  std::vector<std::string> labels;     // of our own lines: "ИНН клиента"
  std::vector<std::string> greetings;  // how one begins
};

enum class DraftForm : uint8_t { plain, html };

// The text without lines of ours that nobody filled in. changed() begins with it.
std::string without_unfilled_lines(std::string text, DraftForm form, const std::vector<std::string>& labels);

// Does the value stand there just once, in words that people see?
bool can_be_replaced(std::string_view text, DraftForm form, const std::string& old);

std::string changed(const std::string& text, DraftForm form, const DraftChanges& changes);

}  // namespace pismovod
