// What is sent about a case: the notice, and the report on recipients that it was withheld from.
#pragma once

#include "desk/journal_recorder.h"

namespace pismovod {

// As the configuration of the letter wants it: the notice, which carries the report where both go to one person.
LetterComposer letters_composer();

// A letter of ours with its own Message-ID beside it.
OutgoingLetter outgoing_letter(NoticeKind kind, std::string to, std::string octets);

}  // namespace pismovod
