// By what a letter that comes again is told.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "journal/entry.h"

namespace pismovod {

// The subject without Re:, Fwd:, a case's number in brackets and what folding takes away.
std::string normal_subject(std::string_view subject);

// The very same letter to the same recipients with the same outcome; 0 where that cannot be told (no
// Message-ID), and for held letters: each lies in the MTA's queue by itself.
int64_t sameness_key(const CaseEntry& entry);

// Two cases with a key in common are the same matter: for one mailbox of both and one sender, the same
// Message-ID, an answer to the other or to the same letter, or the same subject.
std::vector<int64_t> matter_keys(const CaseEntry& entry);

// The matter keys that an answer to the letter of this Message-ID has: of our notice.
std::vector<int64_t> answer_keys(const CaseEntry& entry, const std::string& message_id);

}  // namespace pismovod
