// One letter in, its verdict out, as `check`, the preview of notices and the service for letters that are
// being written want it: whole, in memory, with nobody's envelope but what its own fields say.
//
// Never throws but for want of memory. Any thread.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "inspect/services.h"
#include "mail/envelope.h"
#include "mail/message.h"

namespace pismovod {

// What takes the place of the letter's own fields; empty: nothing does.
struct EnvelopeGiven {
  std::string from;             // "<>": the null reverse-path
  std::vector<std::string> to;  // instead of To, Cc and Bcc
};

// The envelope that a letter most likely had.
Envelope envelope_of(const Message& message, const EnvelopeGiven& given);

// The services outlive it.
struct CheckedLetter {
  Message message;
  Envelope envelope;
  Outcome outcome;
};

// Judged, and completed where the mailbox has `complete`, within this time from now on; 0: milter.deadline_seconds.
CheckedLetter check_letter(std::string_view octets, const EnvelopeGiven& given, const Configuration& configuration,
                           Services& services, std::chrono::seconds within = std::chrono::seconds(0));

}  // namespace pismovod
