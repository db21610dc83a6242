// What of the configuration goes into a notice.
#pragma once

#include "actions/notice.h"
#include "config/configuration.h"

namespace pismovod {

// For a letter with this envelope. Refers to the configuration, which outlives it.
NoticeRules notice_rules(const Configuration& configuration, const Message& message, const Envelope& envelope);

}  // namespace pismovod
