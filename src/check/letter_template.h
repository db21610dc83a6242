// A letter to fill in: what `template` prints and the service hands out.
#pragma once

#include <string>
#include <vector>

#include "actions/texts.h"
#include "facts/organization.h"
#include "rules/mailbox.h"

namespace pismovod {

struct LetterTemplate {
  std::string address;
  std::string subject;  // that the mailbox demands; empty: any
  std::string greeting;
  std::vector<std::string> lines;   // "Код партнера: 14352"
  std::vector<std::string> attach;  // what is to be attached, by its title
  std::vector<std::string> advice;  // what the firm says of the papers
};

// What a letter of this scenario owes; null where the mailbox has none of that name. Empty: of letters in none.
const std::vector<RequirementUse>* uses_of(const Mailbox& mailbox, const std::string& scenario);

LetterTemplate make_template(const Mailbox& mailbox, const std::vector<RequirementUse>& uses,
                             const Organization* organization, const Texts& texts);

// As text, lines ending with LF.
std::string template_text(const LetterTemplate& made, const Texts& texts);

}  // namespace pismovod
