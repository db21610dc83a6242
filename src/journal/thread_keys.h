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

// Two cases with a key in common are the same matter, for one mailbox of both and one sender. By its thread:
// the same Message-ID, an answer to the other or to the same letter.
std::vector<int64_t> thread_keys(const CaseEntry& entry);
// By these the letters of one thread to one mailbox are found, whoever of ours sent them: its own Message-ID and
// those that it answers. None of a machine's, nor where nothing was found in it.
std::vector<int64_t> letter_keys(const CaseEntry& entry);
// Of a letter to the mailbox that answers these, the nearest last.
std::vector<int64_t> letter_keys(const std::string& mailbox, const std::vector<std::string>& ids);
// By its subject, unless speaks_of_another().
std::vector<int64_t> subject_keys(const CaseEntry& entry);
// Both.
std::vector<int64_t> matter_keys(const CaseEntry& entry);

// Do both cases name a tax number, a registration number, a request or an article, and not one in common?
// A wrong number that differs in few digits from a right one is the same, mended.
bool speaks_of_another(const CaseEntry& a, const CaseEntry& b);

// The matter keys that an answer to the letter of this Message-ID has: of our notice.
std::vector<int64_t> answer_keys(const CaseEntry& entry, const std::string& message_id);

}  // namespace pismovod
