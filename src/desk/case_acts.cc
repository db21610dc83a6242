#include "desk/case_acts.h"

#include <algorithm>

#include "actions/wording.h"
#include "base/secret.h"
#include "desk/host_of.h"
#include "desk/keep_letter.h"
#include "desk/tell_sender.h"
#include "journal/held_orders.h"
#include "mail/compose.h"
#include "queue/held_letters.h"

namespace pismovod {
namespace {

ActResult failed(const char* key, std::string message_id = {}) {
  return tl::unexpected(ActFailure{key, std::move(message_id), {}});
}

ActResult result_of(const StoreResult<void>& done) {
  if (done) return ActDone::here;
  return tl::unexpected(ActFailure{{}, {}, done.error().text});
}

CaseMark note_of(const CaseAct& act, const std::string& key, const std::map<std::string, std::string>& gaps = {}) {
  const std::string words = act.configuration.texts.get(key, gaps);
  return {CaseMark::Kind::note, act.by, act.why.empty() ? words : words + ": " + act.why, wall_clock()};
}

ActResult check_queue(const HeldLetters& queue, const CaseEntry& entry) {
  const auto held = queue.held(entry.queue_id);
  if (!held) return tl::unexpected(ActFailure{{}, {}, held.error().text});
  if (!*held) return failed("journal.not_in_queue");
  const bool is_it = entry.message_id.empty() || (*held)->find(entry.message_id) != std::string::npos;
  return is_it ? ActResult(ActDone::here) : failed("journal.another_letter", **held);
}

ActResult order(const CaseAct& act, CaseEnding::How how) {
  const Instant now = wall_clock();
  if (const auto standing = order_of(act.store, act.entry.number, now); standing && *standing)
    return failed("journal.ordered_already");
  const auto given = give_order(act.store, {act.entry.number, act.entry.host, {how, act.by, act.why, now}});
  if (!given) return result_of(given);
  return ActDone::ordered;
}

ActResult may_end(const CaseEntry& entry) {
  if (entry.action != Action::hold) return failed("journal.not_held");
  return entry.ending ? failed("journal.ended_already") : ActResult(ActDone::here);
}

ActResult end_held(const CaseAct& act, CaseEnding::How how) {
  if (auto may = may_end(act.entry); !may) return may;
  const bool is_elsewhere = !act.entry.host.empty() && act.entry.host != host_of(act.configuration.settings);
  return is_elsewhere ? order(act, how) : end_here(act, how);
}

// Where it would say that it is another letter: a server that has seen a Message-ID may show it once.
std::string with_new_id(const OutgoingLetter& letter, std::string& id) {
  std::string octets = letter.octets;
  const size_t at = letter.message_id.empty() ? std::string::npos : octets.find(letter.message_id);
  if (at == std::string::npos || at > octets.find("\r\n\r\n")) return octets;
  const std::string domain = letter.message_id.substr(letter.message_id.find('@') + 1);
  id = new_message_id(domain.substr(0, domain.find('>')));
  return octets.replace(at, letter.message_id.size(), id);
}

bool may_go_again(const OutboxRow& row) {
  return row.letter.kind == NoticeKind::notice && row.state != OutboxState::waiting && !row.letter.octets.empty();
}

}  // namespace

ActResult end_here(const CaseAct& act, CaseEnding::How how) {
  if (auto may = may_end(act.entry); !may) return may;
  const auto queue = held_letters(act.configuration.settings.journal.postfix);
  if (auto right = check_queue(*queue, act.entry); !right) return right;
  const bool release = how == CaseEnding::How::released;
  const auto changed = release ? queue->release(act.entry.queue_id) : queue->drop(act.entry.queue_id);
  if (!changed) return tl::unexpected(ActFailure{{}, {}, changed.error().text});
  const Deed deed = release ? Deed::released : Deed::dropped;
  const auto letters = told_letters(act.entry, deed, act.by, act.why, act.configuration);
  return result_of(act.store.end(act.entry.number, {how, act.by, act.why, wall_clock()}, letters));
}

std::string words_of(const ActFailure& failure, const CaseEntry& entry, const Texts& texts) {
  if (failure.key.empty()) return failure.text;
  return texts.get(
      failure.key,
      {{"number", entry.number}, {"queue_id", entry.queue_id}, {"message_id", printable(failure.message_id)}});
}

ActResult release(const CaseAct& act) { return end_held(act, CaseEnding::How::released); }
ActResult drop(const CaseAct& act) { return end_held(act, CaseEnding::How::dropped); }

ActResult let_pass_once(const CaseAct& act) {
  if (!act.entry.fails()) return failed("journal.lacks_nothing");
  const auto letters = told_letters(act.entry, Deed::allowed, act.by, act.why, act.configuration);
  return result_of(act.store.allow_once(act.entry.number, act.why, note_of(act, "review.allowed"), letters));
}

bool may_send_again(const std::vector<OutboxRow>& letters) {
  return std::any_of(letters.begin(), letters.end(), may_go_again);
}

ActResult send_notice_again(const CaseAct& act) {
  const auto letters = act.store.letters_of(act.entry.number);
  if (!letters) return tl::unexpected(ActFailure{{}, {}, letters.error().text});
  const auto last = std::find_if(letters->rbegin(), letters->rend(), may_go_again);
  if (last == letters->rend()) return failed("journal.no_notice_to_send");
  OutgoingLetter again = last->letter;
  again.octets = with_new_id(last->letter, again.message_id);
  return result_of(act.store.add_mark(act.entry.number, note_of(act, "review.sent_again"), {again}));
}

ActResult untie(const CaseAct& act) {
  return result_of(
      act.store.untie(act.entry.number, note_of(act, "review.untied", {{"number", act.entry.first_case}})));
}

ActResult unlink(const CaseAct& act) {
  ActResult done = ActDone::here;
  if (!act.entry.has_no_link)
    done = result_of(act.store.withdraw_link(act.entry.number, note_of(act, "review.unlinked")));
  // No key is needed to erase.
  if (done) LetterBox(box_bounds(act.configuration.settings), Secret::drawn()).erase(act.entry.number);
  return done;
}

}  // namespace pismovod
