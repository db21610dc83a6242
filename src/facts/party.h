// Whose datum it is: the client's or the partner's, by the label before it in the same line.
#pragma once

#include "facts/reading.h"

namespace pismovod {

enum class Party : uint8_t { unknown, client, partner };

// Looks at the labels of the line that token `i` stands in, the nearest first.
Party party_at(const Text& text, uint32_t i);
// The same among the labels of the line that stand at token `from` or behind it.
Party party_at(const Text& text, uint32_t i, uint32_t from);

// The words between labels and values that say nothing: how many of them a number may stand behind.
inline constexpr size_t kFiller = 5;

}  // namespace pismovod
