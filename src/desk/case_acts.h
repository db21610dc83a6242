// What a person does to a case on the review page and on the command line alike: each once, with who did it and why on
// record, and told to the sender where it concerns him.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "config/configuration.h"
#include "journal/store.h"

namespace pismovod {

struct CaseAct {
  Store& store;
  const CaseEntry& entry;
  const Configuration& configuration;
  std::string by;   // as the sender knows him
  std::string why;  // may be empty
};

// Why nothing was done: `key` of the texts with its gaps {number}, {queue_id} and {message_id}, or what the queue or
// the journal said.
struct ActFailure {
  std::string key;         // empty: see the next two
  std::string message_id;  // of the letter that lies in the queue instead
  std::string text;
};
enum class ActDone : uint8_t {
  here,
  ordered  // the machine in whose queue the letter lies will do it
};
using ActResult = tl::expected<ActDone, ActFailure>;
std::string words_of(const ActFailure& failure, const CaseEntry& entry, const Texts& texts);

// A held letter leaves as it is, or is deleted: here, or by order where it lies in another machine's queue. That it is
// this very letter is told by its Message-ID: queue ids are used again.
ActResult release(const CaseAct& act);
ActResult drop(const CaseAct& act);
// The same where it is known to lie here.
ActResult end_here(const CaseAct& act, CaseEnding::How how);

// One more letter of its sender to the mailboxes that it was stopped for passes unchecked, within Store::kAllowance.
ActResult let_pass_once(const CaseAct& act);

// The last notice about it goes to the sender once more, whatever came of it before.
ActResult send_notice_again(const CaseAct& act);
bool may_send_again(const std::vector<OutboxRow>& letters);

// The letter is no corrected version of another case; its sender's link opens nothing any more, and what was kept of
// the letter goes.
ActResult untie(const CaseAct& act);
ActResult unlink(const CaseAct& act);

// All of them, by the names that the command line and the forms have for them.
struct CaseDeed {
  std::string_view name;
  ActResult (*perform)(const CaseAct& act);
};
inline constexpr std::array<CaseDeed, 6> kCaseDeeds = {{{"release", release},
                                                        {"drop", drop},
                                                        {"allow", let_pass_once},
                                                        {"resend", send_notice_again},
                                                        {"untie", untie},
                                                        {"unlink", unlink}}};

}  // namespace pismovod
