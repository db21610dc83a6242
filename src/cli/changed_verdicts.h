// The verdicts over a set of letters that change between two configurations, shown to a person.
#pragma once

#include <string>
#include <vector>

#include "config/configuration.h"

namespace pismovod {

// Judges every letter twice and prints what changes, and the totals. 0, or 65 or 66 of sysexits.h where a
// letter could not be read.
int print_changed_verdicts(const std::vector<std::string>& letters, const Configuration& before,
                           const Configuration& after);

}  // namespace pismovod
