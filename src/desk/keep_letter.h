// What of a letter is kept for the form on its sender's page, and how a letter that comes from there is told.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "config/settings.h"
#include "desk/case_recorder.h"
#include "journal/store.h"
#include "kept/letter_box.h"

namespace pismovod {

LetterBoxBounds box_bounds(const Settings& settings);

// Nothing where it is not to be kept: it went, it is a machine's, nobody could be asked (the null reverse-path), there
// is no page, or it is too large.
std::optional<KeptLetter> letter_to_keep(const CaseToRecord& found);

// It lacks nothing, or its sender let it pass.
bool is_settled(const CaseToRecord& found);

// The Message-ID of a completed letter from this domain: told by its beginning, never the same twice, and nobody knows
// it before the letter has passed our milter.
std::string completed_message_id(std::string_view domain);

// What the letter says that it is; nothing where its Message-ID is none of those.
std::optional<CompletedLetter> completed_letter(const Message& message, const Envelope& envelope);

}  // namespace pismovod
