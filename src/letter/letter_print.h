// By which a letter is known again after its mail program wrapped, encoded and addressed it anew.
#pragma once

#include <string>

#include "letter/letter.h"

namespace pismovod {

// A digest of the letters and digits of subject and text, quotes and signature included, and of the names of its
// files: two copies of one letter have the same, whatever their charset, wrapping or markup; what the files hold
// does not count, since reading them costs more than knowing the letter is worth. Says nothing of what stood there.
std::string letter_print(const Letter& letter);

}  // namespace pismovod
