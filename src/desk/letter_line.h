// The one log line of a letter: key=value, the queue id first, so that a search for it in the mail
// log shows the MTA's lines and ours together.
//
// Personal data stay out of it: of the sender the first letter and the domain, of recipients the
// mailboxes of ours and a count, of the letter its size; no subject, no values. The reason of an
// override is there, since its sender writes it for the log.
#pragma once

#include <string>

#include "desk/letter_desk.h"
#include "desk/transaction.h"

namespace pismovod {

std::string letter_line(const Transaction& letter, const LetterReport& report);

// "i***@vektor-soft.ru"; "<>" for the null reverse-path.
std::string shortened(const Address& address);

}  // namespace pismovod
