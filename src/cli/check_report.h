// What `check` shows a person: what is there and where, what is missing and how to write it.
#pragma once

#include <string>

#include "actions/outcome.h"
#include "cli/terminal.h"
#include "config/configuration.h"

namespace pismovod {

std::string check_report(const std::string& letter, const Outcome& outcome, const Configuration& configuration,
                         const Terminal& terminal);

}  // namespace pismovod
