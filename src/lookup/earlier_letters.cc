#include "lookup/earlier_letters.h"

#include <algorithm>
#include <utility>

#include "base/clock_text.h"
#include "base/server_url.h"
#include "journal/database_store.h"
#include "journal/secrets.h"
#include "journal/thread_keys.h"

namespace pismovod {
namespace {

constexpr std::chrono::milliseconds kWait{1000};
constexpr size_t kLetters = 50;  // of one thread; the newest

// Did the letter get to the mailbox? What waits in the hold queue has not yet.
bool went_to(const CaseEntry& entry, const CaseMailbox& mailbox) {
  switch (entry.action) {
    case Action::reject:
      return false;
    case Action::hold:
      return entry.ending && entry.ending->how == CaseEnding::How::released;
    case Action::withhold:
      return std::ranges::find(entry.withheld_from, mailbox.recipient) == entry.withheld_from.end();
    default:
      return true;
  }
}

// As a case, for speaks_of_another().
CaseEntry case_of(const std::vector<SaidValue>& said, bool shortened) {
  CaseEntry out;
  CaseMailbox& mailbox = out.mailboxes.emplace_back();
  for (const SaidValue& one : said) {
    CaseRequirement& made = mailbox.requirements.emplace_back();
    made.id = one.requirement;
    made.status = one.is_right ? Status::found : Status::invalid;
    made.facts.emplace_back().value = shortened ? shortened_words(one.value) : one.value;
  }
  return out;
}

// "16.09.2026", where the machine is.
std::string day_of(Instant at) { return local_text(at, "%d.%m.%Y"); }

// What the letter said itself; what it owed to a still earlier one has that one's time.
void take(const CaseEntry& entry, const CaseMailbox& mailbox, std::map<std::string, Fact>& held) {
  for (const CaseRequirement& requirement : mailbox.requirements) {
    if (requirement.status != Status::found || requirement.facts.empty()) continue;
    const CaseFact& known = requirement.facts.front();
    if (known.where.starts_with(Place::kEarlier)) continue;
    Fact fact;
    fact.value = known.value;
    fact.evidence.place.kind = Place::Kind::earlier;
    fact.evidence.place.name = day_of(entry.at);
    fact.evidence.text = known.evidence;
    held.emplace(requirement.id, std::move(fact));
  }
}

}  // namespace

EarlierLetters::EarlierLetters(std::string journal, std::chrono::hours hours)
    : journal_(std::move(journal)), hours_(hours), store_(make_store({journal_, kWait, 0, kWait})) {}

Result<std::map<std::string, Fact>> EarlierLetters::held(const ThreadQuestion& question, Instant now) const {
  std::map<std::string, Fact> out;
  if (question.ids.empty() || is_no_file(journal_)) return out;
  const auto cases = store_->of_thread(letter_keys(question.mailbox, question.ids), now - hours_, now, kLetters);
  if (!cases) return failure(cases.error().text);
  // Values may have been stored shortened.
  const CaseEntry said = case_of(question.said, false);
  const CaseEntry said_shortly = case_of(question.said, true);
  for (const CaseEntry& entry : *cases) {
    const bool is_itself = !question.message_id.empty() && entry.message_id == question.message_id;
    if (is_itself || !question.is_ours(entry.reverse_path, entry.from)) continue;
    if (speaks_of_another(said, entry) && speaks_of_another(said_shortly, entry)) continue;
    for (const CaseMailbox& mailbox : entry.mailboxes) {
      if (mailbox.mailbox == question.mailbox && went_to(entry, mailbox)) take(entry, mailbox, out);
    }
  }
  return out;
}

}  // namespace pismovod
