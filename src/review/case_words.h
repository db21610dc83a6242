// Words for cases that several pages use.
#pragma once

#include <optional>

#include "review/visit.h"

namespace pismovod {

std::string action_word(const Visit& visit, Action action);
std::string status_word(const Visit& visit, Status status);

// "ИНН клиента"; the id where the texts do not know it (of a pattern that was since removed).
std::string requirement_word(const Visit& visit, const std::string& id);
std::string requirement_words(const Visit& visit, const std::vector<std::string>& ids);

// Small words beside the outcome: put right, overridden, marked.
struct TagFacts {
  bool is_put_right = false;
  bool is_overridden = false;
  bool is_let_pass = false;  // by a letter that its sender let pass
  bool is_correction = false;
  bool is_repeat = false;  // lacks something again
  bool is_right = false;
  bool is_wrong = false;
  std::optional<CaseEnding> ending;
  Complaint complaint = Complaint::none;
};
View::List tags(const Visit& visit, const TagFacts& facts);

// The evidence with the value marked in it, where it can be found there as written or as digits alone.
View::Markup marked_evidence(const std::string& evidence, const std::string& value);

// At most `octets`, the end marked by "…".
std::string cut(std::string_view text, size_t octets);
std::string joined(const std::vector<std::string>& words, std::string_view joint = ", ");

}  // namespace pismovod
