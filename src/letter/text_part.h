// A part of the letter's own text, decoded and cut into passages: the sender's words, the quoted letters
// with who wrote them, the signatures.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "letter/letter.h"
#include "letter/lines.h"

namespace pismovod {

// The content ids of pictures shown in a signature are added to `signature_pictures`; `has_files` says that uuencoded
// files stand in the text, which are no part of the passages; of the letter only `text_was_cut` and `cannot_inspect`
// are changed, where it is over a limit.
std::vector<Passage> read_text_part(const Entity& entity, const ReadingContext& context, Letter& letter,
                                    std::set<std::string>& signature_pictures, bool& has_files);

}  // namespace pismovod
