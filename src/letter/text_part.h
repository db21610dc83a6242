// A part of the letter's own text, decoded and cut into passages: the sender's words, the quoted letters
// with who wrote them, the signatures.
#pragma once

#include <vector>

#include "letter/letter.h"
#include "letter/lines.h"

namespace pismovod {

// Pictures shown in a signature are added to `signature_pictures`; of the letter only `text_was_cut` is
// changed, where the text is longer than the limit.
std::vector<Passage> read_text_part(const Entity& entity, const ReadingContext& context, Letter& letter,
                                    std::vector<PictureReference>& signature_pictures);

}  // namespace pismovod
