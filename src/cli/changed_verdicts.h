// The verdicts over a set of letters that change between two configurations, shown to a person.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "config/configuration.h"
#include "kept/letter_box.h"

namespace pismovod {

// Judges every letter twice and prints what changes, and the totals. 0, or 65 or 66 of sysexits.h where a
// letter could not be read. `kept`: the letters in it too, by the numbers of their cases.
int print_changed_verdicts(const std::vector<std::string>& letters, const Configuration& before,
                           const Configuration& after, const LetterBox* kept = nullptr);

// Where letters are kept for their senders' form; nothing where they are not.
std::optional<LetterBox> letters_kept(const Settings& settings);

}  // namespace pismovod
