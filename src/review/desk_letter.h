// The letter of a case on the lead's desk, while it is kept: what was written, what is attached, where the evidence
// stands. Opened on demand alone, and the journal says who opened it before anything is shown.
#pragma once

#include "review/visit.h"

namespace pismovod {

// Is there a letter to open?
bool has_letter(const Visit& visit, const std::string& number);
HttpResponse open_letter(const Visit& visit, const std::string& number);
// One of its files, by the form's field "file"; given to be saved, never shown.
HttpResponse open_letter_file(const Visit& visit, const std::string& number);

}  // namespace pismovod
