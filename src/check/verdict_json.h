// The verdict on a letter as the JSON that others rely on. nlohmann's JSON is used here and in the
// shells that must speak it, nowhere else.
#pragma once

#include <string>

#include "actions/outcome.h"
#include "actions/texts.h"

namespace pismovod {

// One line, without its end. Malformed octets are replaced.
std::string verdict_json(const std::string& letter, const Outcome& outcome, const Texts& texts);
// In place of the verdict on what is no letter, or cannot be read: {"letter": ..., "error": ...}.
std::string error_json(const std::string& letter, const std::string& error);

}  // namespace pismovod
