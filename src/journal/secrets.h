// What of a letter's words may be kept.
#pragma once

#include <string>
#include <string_view>

#include "journal/entry.h"

namespace pismovod {

// What stands behind a word for a password, PIN or activation code ("пароль: ...", "п/к 121-...") is "***", and
// so are five groups of three digits wherever they stand; all else as written. UTF-8.
std::string without_secrets(std::string_view text);

// Enough to recognise it by for who knows it: of each word the first two characters, of digits the
// first two and the last two. UTF-8.
std::string shortened_words(std::string_view text);

// Takes passwords and PIN codes out of a case; where `shortened`, values, evidence, reasons and
// subject are shortened too. Everything becomes valid UTF-8 of bounded length.
void make_storable(CaseEntry& entry, bool shortened);

}  // namespace pismovod
