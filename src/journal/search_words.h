// The words by which a case is searched. Used within journal/ alone.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "journal/entry.h"

namespace pismovod {

// ASCII letters alone; addresses and logins.
std::string lower_case(std::string_view text);

// Number, queue id, Message-ID, subject, addresses and values, bounded.
std::string words_of(const CaseEntry& entry);

// Words in their order, ё as е.
std::vector<std::string> words_in(std::string_view text);
inline constexpr size_t kQueryWords = 12;  // more are not looked for

// What a person typed, as a query of FTS5: every word the beginning of one. Empty: no word in it.
std::string word_query(std::string_view typed);

}  // namespace pismovod
