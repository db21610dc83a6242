// A completed letter leaves: who may let it, the code for him, and the one step in which it goes on record and into the
// outbox.
#pragma once

#include <string>

#include "review/completion.h"
#include "review/visit.h"

namespace pismovod {

// Whose word lets the letter go: its reverse-path, where that is one of ours and nobody else's. Nobody: the letter
// cannot be sent from the page.
std::optional<Address> sender_of(const KeptLetter& letter, const CaseEntry& entry, const Configuration& configuration);

// That `draw`n code, to the sender. On record with the case.
StoreResult<void> mail_code(const Visit& visit, const CaseEntry& entry, const KeptLetter& draft,
                            const std::string& code);

enum class SendTrouble : uint8_t {
  lacking,  // the rules have changed since: it lacks something
  gone,     // it was put right meanwhile, from another window or by another letter
  journal
};
// Judged once more, put on record as the letter that puts the case right, and into the outbox: all or nothing.
tl::expected<void, SendTrouble> send_draft(const Visit& visit, const CaseEntry& entry, const KeptLetter& draft);

}  // namespace pismovod
