// A part of the letter's own text, decoded and cut into passages: the sender's words, the quoted letters
// with who wrote them, the signatures.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "letter/letter.h"
#include "letter/lines.h"

namespace pismovod {

// The content ids of pictures shown in a signature are added to `signature_pictures`; of the letter only
// `text_was_cut` and `cannot_inspect` are changed, where it is over a limit.
std::vector<Passage> read_text_part(const Entity& entity, const ReadingContext& context, Letter& letter,
                                    std::set<std::string>& signature_pictures);

}  // namespace pismovod
