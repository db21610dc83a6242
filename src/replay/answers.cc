#include "replay/answers.h"

#include <algorithm>
#include <optional>
#include <unordered_map>

#include "mail/address.h"

namespace pismovod {
namespace {

bool is_one_of(const std::vector<std::string>& list, const std::string& one) {
  return std::ranges::find(list, one) != list.end();
}

const FirmRequest* request_for(const std::vector<FirmRequest>& requests, const std::string& requirement) {
  const auto at = std::ranges::find(requests, requirement, &FirmRequest::requirement);
  return at == requests.end() ? nullptr : &*at;
}

// Everything that was asked for in answer to one letter to one mailbox.
struct Exchange {
  std::string answer;  // the first one's name
  std::vector<FirmRequest> requests;
};

class Pairing {
 public:
  explicit Pairing(const Correspondence& all) : all_(all) {
    for (size_t i = 0; i < all.sent.size(); ++i) by_id_.try_emplace(all.sent[i].id, i);
  }

  AnswersJudgement run() {
    for (const ReceivedAnswer& answer : all_.answers) pair(answer);
    AnswersJudgement out;
    for (const auto& [place, exchange] : exchanges_) {
      const SentLetter& letter = all_.sent[place.first];
      judge(letter.name, letter.mailboxes[place.second], exchange, out[letter.mailboxes[place.second].mailbox]);
    }
    return out;
  }

 private:
  void pair(const ReceivedAnswer& received) {
    const auto& ids = received.answer.ids;
    const auto known =
        std::find_if(ids.rbegin(), ids.rend(), [&](const std::string& id) { return by_id_.contains(id); });
    if (known == ids.rend()) return;
    const size_t index = by_id_.at(*known);
    const auto mailbox = mailbox_of(all_.sent[index], parse_path(received.answer.from));
    if (!mailbox) return;
    Exchange& exchange = exchanges_[{index, *mailbox}];
    if (exchange.answer.empty() || exchange.requests.empty()) exchange.answer = received.name;
    for (const FirmRequest& request : received.answer.requests) {
      if (request_for(exchange.requests, request.requirement) == nullptr) exchange.requests.push_back(request);
    }
  }

  // The mailbox itself, else the only one of its domain.
  static std::optional<size_t> mailbox_of(const SentLetter& letter, const Address& from) {
    std::optional<size_t> out;
    for (size_t i = 0; i < letter.mailboxes.size(); ++i) {
      const Address mailbox = parse_path(letter.mailboxes[i].mailbox);
      if (mailbox.same_mailbox(from)) return i;
      if (!from.is_within(mailbox.domain)) continue;
      if (out) return std::nullopt;
      out = i;
    }
    return out;
  }

  static void judge(const std::string& name, const SentLetter::ToMailbox& sent, const Exchange& exchange,
                    MailboxAnswers& out) {
    const bool is_refused = !sent.lacking.empty();
    const bool is_asked = !exchange.requests.empty();
    ++out.answered;
    ++(is_refused ? (is_asked ? out.refused : out.wrongly) : (is_asked ? out.missed : out.passed));
    for (const std::string& id : sent.owed) ++out.requirements[id].owed;
    for (const std::string& id : sent.lacking) {
      const FirmRequest* request = request_for(exchange.requests, id);
      if (request != nullptr) out.requirements[id].right.add({name, exchange.answer, request->said});
      if (!is_asked) out.requirements[id].wrongly.add({name, exchange.answer, {}});
    }
    for (const FirmRequest& request : exchange.requests) {
      if (!is_one_of(sent.lacking, request.requirement))
        out.requirements[request.requirement].missed.add({name, exchange.answer, request.said});
    }
  }

  const Correspondence& all_;
  std::unordered_map<std::string, size_t> by_id_;
  std::map<std::pair<size_t, size_t>, Exchange> exchanges_;  // by letter and mailbox
};

}  // namespace

void AnsweredLetters::add(AnsweredLetter letter) {
  if (letters++ < kMostShown) shown.push_back(std::move(letter));
}

void Correspondence::add(const std::string& name, const std::string& message_id, const Outcome& outcome) {
  const bool is_judged = !outcome.verdicts.empty() && !outcome.is_machine && outcome.cannot_inspect.empty();
  if (message_id.empty() || !is_judged) return;
  if (sent.size() == kMost) {
    ++passed_over;
    return;
  }
  SentLetter& letter = sent.emplace_back();
  letter.name = name;
  letter.id = message_id;
  for (const Verdict& verdict : outcome.verdicts) {
    SentLetter::ToMailbox& to = letter.mailboxes.emplace_back();
    to.mailbox = verdict.mailbox;
    for (const Judged& judged : verdict.requirements) {
      if (judged.status != Status::waived) to.owed.push_back(judged.id);
      if (fails(judged)) to.lacking.push_back(judged.id);
    }
  }
}

void Correspondence::add(const std::string& name, FirmAnswer answer) {
  if (answers.size() == kMost) {
    ++passed_over;
    return;
  }
  answers.push_back({name, std::move(answer)});
}

AnswersJudgement judged_by_answers(const Correspondence& correspondence) { return Pairing(correspondence).run(); }

}  // namespace pismovod
