// Texts that are written out only when something happens.
#pragma once

#include <string>

#include "config/configuration.h"

namespace pismovod {

// The texts of the journal's commands, of delivery reports and of letters that are being written ("journal.",
// "report.", "precheck."): an error for each that is missing, and for each gap that none of the shipped ones has.
void check_gaps(const std::string& language, const Texts& texts, ConfigErrors& errors);

}  // namespace pismovod
