// What of the configuration goes into a notice.
#pragma once

#include <string>
#include <vector>

#include "config/configuration.h"
#include "notice/notice.h"

namespace pismovod {

// For a letter with this envelope. Refers to the configuration, which outlives it.
NoticeRules notice_rules(const Configuration& configuration, const Message& message, const Envelope& envelope);

// The texts that have the papers: of the configured language, else Russian, in which 1C takes them.
const Texts& paper_texts(const Configuration& configuration);

// What of the notices' settings and texts is wrong: every notice that could be, for every mailbox, scenario
// and requirement, is written out in every language, and a text that is missing or has a gap that
// nothing fills is an error. The texts of the journal's commands, of delivery reports and of letters being
// written, which nothing renders here, must be there and have gaps of the shipped ones only. For compile().
void check_notices(const Configuration& configuration, ConfigErrors& errors);

}  // namespace pismovod
