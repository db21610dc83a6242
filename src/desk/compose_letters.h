// What is sent about a case: the notice, and the report on recipients that it was withheld from.
#pragma once

#include "desk/journal_recorder.h"

namespace pismovod {

// As the configuration of the letter wants it. The report comes after the notice.
LetterComposer letters_composer();

}  // namespace pismovod
