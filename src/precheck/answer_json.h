// What the service says, as JSON (openapi.json describes it).
#pragma once

#include <string>

#include "check/letter_template.h"
#include "check/told_before.h"

namespace pismovod {

// The verdict as `check --json` has it, with "complete" and "told" besides.
std::string checked_json(const CheckedLetter& letter, const Told& told, const Texts& texts);
std::string mailboxes_json(const Configuration& configuration);
std::string template_json(const LetterTemplate& made, const std::string& title, const Texts& texts);

}  // namespace pismovod
