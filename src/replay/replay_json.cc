#include "replay/replay_json.h"

#include <nlohmann/json.hpp>

#include <limits>

#include "replay/commonest.h"

namespace pismovod {
namespace {

using Json = nlohmann::ordered_json;

constexpr size_t kAll = std::numeric_limits<size_t>::max();

Json counted_json(const Counted& counted, size_t most) {
  Json out = Json::array();
  for (const auto& [text, count] : commonest(counted, most)) out.push_back({text, count});
  if (counted.others > 0) out.push_back({nullptr, counted.others});
  return out;
}

void read_counted(const Json& json, Counted& counted) {
  for (const Json& one : json) {
    if (one.at(0).is_null()) {
      counted.others = one.at(1).get<uint64_t>();
    } else {
      counted.seen[one.at(0).get<std::string>()] = one.at(1).get<uint64_t>();
    }
  }
}

Json matters_json(const ReplayTally& tally) {
  Json out = Json::array();
  for (const auto& [mailbox, scenarios] : tally.matters) {
    for (const auto& [scenario, one] : scenarios) {
      out.push_back({{"mailbox", mailbox},
                     {"scenario", scenario},
                     {"letters", one.letters},
                     {"refused", one.refused},
                     {"unverified", one.unverified},
                     {"unsure", one.unsure}});
    }
  }
  return out;
}

Json requirements_json(const ReplayTally& tally, size_t most) {
  Json out = Json::array();
  for (const auto& [mailbox, requirements] : tally.requirements) {
    for (const auto& [id, one] : requirements) {
      out.push_back({{"mailbox", mailbox},
                     {"requirement", id},
                     {"owed", one.owed},
                     {"missing", one.missing},
                     {"invalid", one.invalid},
                     {"unverified", one.unverified},
                     {"wished", one.wished},
                     {"why", counted_json(one.why, most)},
                     {"evidence", counted_json(one.evidence, most)}});
    }
  }
  return out;
}

Json differences_json(const Differences& differences) {
  Json groups = Json::array();
  for (const auto& [kind, group] : differences.groups) {
    const auto& [mailbox, requirement, before, after] = kind;
    Json shown = Json::array();
    for (const DifferentLetter& one : group.shown) {
      shown.push_back({{"letter", one.letter}, {"before", one.before}, {"after", one.after}});
    }
    groups.push_back({{"mailbox", mailbox},
                      {"requirement", requirement},
                      {"before", before},
                      {"after", after},
                      {"letters", group.letters},
                      {"shown", std::move(shown)}});
  }
  return {{"letters", differences.letters},
          {"refused_now", differences.refused_now},
          {"let_go_now", differences.let_go_now},
          {"groups", std::move(groups)}};
}

Json letters_json(const AnsweredLetters& letters) {
  Json shown = Json::array();
  for (const AnsweredLetter& one : letters.shown)
    shown.push_back({{"letter", one.letter}, {"answer", one.answer}, {"said", one.said}});
  return {{"letters", letters.letters}, {"shown", std::move(shown)}};
}

Json answers_json(const Correspondence& correspondence) {
  Json out = Json::array();
  for (const auto& [mailbox, one] : judged_by_answers(correspondence)) {
    Json requirements = Json::array();
    for (const auto& [id, of] : one.requirements) {
      requirements.push_back({{"requirement", id},
                              {"owed", of.owed},
                              {"right", letters_json(of.right)},
                              {"missed", letters_json(of.missed)},
                              {"wrongly", letters_json(of.wrongly)}});
    }
    out.push_back({{"mailbox", mailbox},
                   {"answered", one.answered},
                   {"passed", one.passed},
                   {"refused", one.refused},
                   {"missed", one.missed},
                   {"wrongly", one.wrongly},
                   {"requirements", std::move(requirements)}});
  }
  return out;
}

// As it stands in a state: letters and answers, not yet paired.
Json correspondence_json(const Correspondence& correspondence) {
  Json sent = Json::array();
  for (const SentLetter& letter : correspondence.sent) {
    Json mailboxes = Json::array();
    for (const SentLetter::ToMailbox& to : letter.mailboxes) mailboxes.push_back({to.mailbox, to.owed, to.lacking});
    sent.push_back({letter.name, letter.id, std::move(mailboxes)});
  }
  Json answers = Json::array();
  for (const ReceivedAnswer& one : correspondence.answers) {
    Json requests = Json::array();
    for (const FirmRequest& request : one.answer.requests) requests.push_back({request.requirement, request.said});
    answers.push_back({one.name, one.answer.from, one.answer.ids, std::move(requests)});
  }
  return {{"sent", std::move(sent)}, {"answers", std::move(answers)}, {"passed_over", correspondence.passed_over}};
}

void read_correspondence(const Json& json, Correspondence& out) {
  out.passed_over = json.at("passed_over");
  for (const Json& one : json.at("sent")) {
    SentLetter& letter = out.sent.emplace_back(SentLetter{one.at(0), one.at(1), {}});
    for (const Json& to : one.at(2)) letter.mailboxes.push_back({to.at(0), to.at(1), to.at(2)});
  }
  for (const Json& one : json.at("answers")) {
    ReceivedAnswer& answer = out.answers.emplace_back(ReceivedAnswer{one.at(0), {one.at(1), one.at(2), {}}});
    for (const Json& request : one.at(3)) answer.answer.requests.push_back({request.at(0), request.at(1)});
  }
}

Json result_json(const ReplayResult& result, size_t evidences, size_t senders) {
  const ReplayTally& tally = result.tally;
  Json out = {{"letters", tally.letters},        {"ours", tally.ours},
              {"refused", tally.refused},        {"unverified", tally.unverified},
              {"machines", tally.machines},      {"cannot_inspect", tally.cannot_inspect},
              {"unread", tally.unread},          {"judging_seconds", tally.seconds},
              {"slowest_seconds", tally.slowest}};
  out["matters"] = matters_json(tally);
  out["requirements"] = requirements_json(tally, evidences);
  out["senders"] = Json::array();
  for (const auto& [address, one] : commonest(tally.senders, senders)) {
    out["senders"].push_back({{"address", address}, {"letters", one.letters}, {"refused", one.refused}});
  }
  if (result.differences) out["differences"] = differences_json(*result.differences);
  return out;
}

std::string dumped(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

void read_tally(const Json& json, ReplayTally& tally) {
  tally.letters = json.at("letters");
  tally.ours = json.at("ours");
  tally.refused = json.at("refused");
  tally.unverified = json.at("unverified");
  tally.machines = json.at("machines");
  tally.cannot_inspect = json.at("cannot_inspect");
  tally.unread = json.at("unread");
  tally.seconds = json.at("judging_seconds");
  tally.slowest = json.at("slowest_seconds");
  for (const Json& one : json.at("matters")) {
    tally.matters[one.at("mailbox")][one.at("scenario")] = {one.at("letters"), one.at("refused"), one.at("unverified"),
                                                            one.at("unsure")};
  }
  for (const Json& one : json.at("requirements")) {
    RequirementTally& read = tally.requirements[one.at("mailbox")][one.at("requirement")];
    read.owed = one.at("owed");
    read.missing = one.at("missing");
    read.invalid = one.at("invalid");
    read.unverified = one.at("unverified");
    read.wished = one.at("wished");
    read_counted(one.at("why"), read.why);
    read_counted(one.at("evidence"), read.evidence);
  }
  for (const Json& one : json.at("senders")) {
    tally.senders[one.at("address")] = {one.at("letters"), one.at("refused")};
  }
}

Differences read_differences(const Json& json) {
  Differences out;
  out.letters = json.at("letters");
  out.refused_now = json.at("refused_now");
  out.let_go_now = json.at("let_go_now");
  for (const Json& one : json.at("groups")) {
    DifferenceGroup& group = out.groups[{one.at("mailbox"), one.at("requirement"), one.at("before"), one.at("after")}];
    group.letters = one.at("letters");
    for (const Json& letter : one.at("shown")) {
      group.shown.push_back({letter.at("letter"), letter.at("before"), letter.at("after")});
    }
  }
  return out;
}

}  // namespace

std::string replay_json(const ReplayResult& result) {
  Json out = result_json(result, kEvidencesShown, kSendersShown);
  out["answers"] = answers_json(result.correspondence);
  return dumped(out);
}

bool add_report(std::string_view json, ReadyTable& table) {
  try {
    ReadyTable read;
    const Json report = Json::parse(json);
    for (const Json& one : report.at("requirements")) {
      ReadyFigures figures;
      figures.seen = one.at("owed");
      figures.refused = one.at("missing").get<uint64_t>() + one.at("invalid").get<uint64_t>();
      read.add(one.at("mailbox"), one.at("requirement"), figures);
    }
    for (const Json& mailbox : report.at("answers")) {
      for (const Json& one : mailbox.at("requirements")) {
        ReadyFigures figures;
        figures.wrongly = one.at("wrongly").at("letters");
        figures.missed = one.at("missed").at("letters");
        read.add(mailbox.at("mailbox"), one.at("requirement"), figures);
      }
    }
    for (const auto& [mailbox, requirements] : read.mailboxes) {
      for (const auto& [id, figures] : requirements) table.add(mailbox, id, figures);
    }
    return true;
  } catch (const Json::exception&) {
    return false;
  }
}

std::optional<std::vector<AnswerMistake>> mistakes_in(std::string_view json) {
  try {
    std::vector<AnswerMistake> out;
    const Json report = Json::parse(json);
    for (const Json& mailbox : report.at("answers")) {
      for (const Json& one : mailbox.at("requirements")) {
        for (const bool is_missed : {true, false}) {
          for (const Json& letter : one.at(is_missed ? "missed" : "wrongly").at("shown"))
            out.push_back({letter.at("letter"), one.at("requirement"), is_missed});
        }
      }
    }
    return out;
  } catch (const Json::exception&) {
    return std::nullopt;
  }
}

std::string state_json(const ReplayState& state) {
  return dumped({{"what", state.what},
                 {"done", state.done},
                 {"result", result_json(state.result, kAll, kAll)},
                 {"correspondence", correspondence_json(state.result.correspondence)}});
}

std::optional<ReplayState> read_state(std::string_view json) {
  try {
    const Json read = Json::parse(json);
    ReplayState state;
    state.what = read.at("what");
    state.done = read.at("done");
    const Json& result = read.at("result");
    read_tally(result, state.result.tally);
    if (result.contains("differences")) state.result.differences = read_differences(result.at("differences"));
    read_correspondence(read.at("correspondence"), state.result.correspondence);
    return state;
  } catch (const Json::exception&) {
    return std::nullopt;
  }
}

}  // namespace pismovod
