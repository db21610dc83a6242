#include "check/verdict_json.h"

#include <nlohmann/json.hpp>

#include <algorithm>

#include "actions/wording.h"

namespace pismovod {
namespace {

using Json = nlohmann::ordered_json;

std::vector<std::string> different_values(const std::vector<Fact>& facts) {
  std::vector<std::string> out;
  for (const Fact& fact : facts) {
    if (std::find(out.begin(), out.end(), fact.value) == out.end()) out.push_back(fact.value);
  }
  return out;
}

Json requirement_json(const Judged& judged, const Texts& texts) {
  Json out;
  out["id"] = judged.id;
  out["level"] = name_of(judged.level);
  out["status"] = name_of(judged.status);
  const std::vector<Fact>& facts = facts_of(judged);
  if (!facts.empty()) {
    const std::vector<std::string> values = different_values(facts);
    out["value"] = values.front();
    if (values.size() > 1) out["values"] = values;
    out["where"] = judged.is_completed ? "дописано" : facts.front().evidence.place.text();
    out["evidence"] = facts.front().evidence.text;
  }
  std::string reason = reason_words(judged, texts);
  if (!reason.empty()) out["reason"] = std::move(reason);
  return out;
}

Json recipient_json(const Verdict& verdict, const Texts& texts) {
  Json out;
  out["address"] = verdict.recipient;
  out["mailbox"] = verdict.mailbox;
  out["scenarios"] = verdict.scenarios;
  if (!verdict.matter.unsure.empty()) out["unsure"] = verdict.matter.unsure;
  out["verdict"] = verdict.fails() ? "fail" : "pass";
  out["requirements"] = Json::array();
  for (const Judged& judged : verdict.requirements) out["requirements"].push_back(requirement_json(judged, texts));
  return out;
}

}  // namespace

std::string verdict_json(const std::string& letter, const Outcome& outcome, const Texts& texts) {
  Json out;
  out["letter"] = letter;
  out["decision"] = name_of(outcome.decision);
  out["recipients"] = Json::array();
  for (const Verdict& verdict : outcome.verdicts) out["recipients"].push_back(recipient_json(verdict, texts));
  if (outcome.completion) out["completed"] = outcome.completion->ids;
  for (const LookalikeWarning& warning : outcome.lookalikes) {
    out["warnings"].push_back({{"kind", "lookalike_domain"}, {"address", warning.address}, {"meant", warning.meant}});
  }
  for (const Advisory& advisory : outcome.advisories) {
    out["warnings"].push_back(
        {{"kind", advisory.what.key}, {"about", advisory.about}, {"text", advisory_words(advisory, texts)}});
  }
  for (const Offer& offer : outcome.offers) {
    out["offers"].push_back({{"id", offer.id}, {"value", offer.value}, {"source", offer.source}});
  }
  return out.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string error_json(const std::string& letter, const std::string& error) {
  const Json out = {{"letter", letter}, {"error", error}};
  return out.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace pismovod
