// Most of what is empty is not written, what is not there is read as empty, and a name that is not known becomes a
// default: so what an earlier version wrote can be read. A request without its case, its letters or its bounds is none.
//
// A letter's octets are no text: each becomes the code point of its number, and comes back the same. Elsewhere octets
// that are no UTF-8 are replaced. All that the library throws while it reads is caught in one place.

#include "journal/entry_json.h"

#include <nlohmann/json.hpp>

#include <algorithm>

#include "base/utf8.h"
#include "rules/policy.h"

namespace pismovod {
namespace {

using Json = nlohmann::ordered_json;

std::string dumped(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

template <class T>
T value_of(const Json& json, const char* key) {
  const auto found = json.find(key);
  return found == json.end() ? T() : found->get<T>();
}

// --- facts, requirements, mailboxes --------------------------------------------------------------

Json json_of(const CaseFact& fact) {
  Json out = {{"value", fact.value}, {"where", fact.where}, {"place", fact.place}, {"evidence", fact.evidence}};
  if (fact.line > 0) out["line"] = fact.line;
  if (!fact.reason.empty()) out["reason"] = fact.reason;
  return out;
}

CaseFact fact_of(const Json& json) {
  return {value_of<std::string>(json, "value"),    value_of<std::string>(json, "where"),
          value_of<std::string>(json, "place"),    value_of<size_t>(json, "line"),
          value_of<std::string>(json, "evidence"), value_of<std::string>(json, "reason")};
}

Json json_of(const CaseRequirement& requirement) {
  Json out = {{"id", requirement.id},
              {"title", requirement.title},
              {"level", name_of(requirement.level)},
              {"status", name_of(requirement.status)}};
  for (const CaseFact& fact : requirement.facts) out["facts"].push_back(json_of(fact));
  if (!requirement.reason.empty()) out["reason"] = requirement.reason;
  if (!requirement.asked_by.empty()) out["asked_by"] = requirement.asked_by;
  return out;
}

Status status_of(const std::string& name) {
  for (const Status status : {Status::found, Status::invalid, Status::unverified, Status::waived}) {
    if (name == name_of(status)) return status;
  }
  return Status::missing;
}

CaseRequirement requirement_of(const Json& json) {
  CaseRequirement out;
  out.id = value_of<std::string>(json, "id");
  out.title = value_of<std::string>(json, "title");
  out.level = value_of<std::string>(json, "level") == name_of(Level::should) ? Level::should : Level::must;
  out.status = status_of(value_of<std::string>(json, "status"));
  for (const Json& fact : value_of<Json>(json, "facts")) out.facts.push_back(fact_of(fact));
  out.reason = value_of<std::string>(json, "reason");
  out.asked_by = value_of<std::string>(json, "asked_by");
  return out;
}

Json json_of(const CaseMailbox& mailbox) {
  Json out = {{"address", mailbox.recipient},
              {"mailbox", mailbox.mailbox},
              {"scenarios", mailbox.scenarios},
              {"verdict", mailbox.fails() ? "fail" : "pass"},
              {"requirements", Json::array()}};
  for (const CaseRequirement& r : mailbox.requirements) out["requirements"].push_back(json_of(r));
  if (!mailbox.unsure.empty()) out["unsure"] = mailbox.unsure;
  if (!mailbox.decided_by.empty()) out["decided_by"] = mailbox.decided_by;
  if (!mailbox.words.empty()) out["words"] = mailbox.words;
  return out;
}

CaseMailbox mailbox_of(const Json& json) {
  CaseMailbox out{value_of<std::string>(json, "address"),
                  value_of<std::string>(json, "mailbox"),
                  value_of<std::vector<std::string>>(json, "scenarios"),
                  {},
                  value_of<std::vector<std::string>>(json, "unsure"),
                  value_of<std::string>(json, "decided_by"),
                  value_of<std::vector<std::string>>(json, "words")};
  for (const Json& r : value_of<Json>(json, "requirements")) out.requirements.push_back(requirement_of(r));
  return out;
}

// --- entries -------------------------------------------------------------------------------------

void put(Json& json, const char* key, const std::string& text) {
  if (!text.empty()) json[key] = text;
}
void put(Json& json, const char* key, const std::vector<std::string>& list) {
  if (!list.empty()) json[key] = list;
}

void put_letter(Json& out, const CaseEntry& entry) {
  put(out, "queue_id", entry.queue_id);
  put(out, "host", entry.host);
  put(out, "message_id", entry.message_id);
  put(out, "references", entry.references);
  out["reverse_path"] = entry.reverse_path;
  put(out, "authenticated", entry.authenticated);
  put(out, "client", entry.client);
  put(out, "from", entry.from);
  out["subject"] = entry.subject;
  out["recipients"] = entry.recipients;
  out["octets"] = entry.octets;
}

Json json_of(const CaseEntry& entry) {
  Json out = {{"number", entry.number}, {"at", to_milliseconds(entry.at)}};
  put_letter(out, entry);
  out["mailboxes"] = Json::array();
  for (const CaseMailbox& mailbox : entry.mailboxes) out["mailboxes"].push_back(json_of(mailbox));
  put(out, "looked", entry.looked);
  for (const CaseLookalike& l : entry.lookalikes)
    out["lookalikes"].push_back({{"address", l.address}, {"meant", l.meant}});
  if (entry.is_machine) out["machine"] = true;
  put(out, "cannot_inspect", entry.cannot_inspect);
  out["action"] = name_of(entry.action);
  put(out, "override_reason", entry.override_reason);
  put(out, "reply", entry.reply_lines);
  put(out, "withheld_from", entry.withheld_from);
  put(out, "trouble", entry.trouble);
  if (entry.checked_before != CheckedBefore::no) out["checked_before"] = name_of(entry.checked_before);
  put(out, "advisories", entry.advisories);
  for (const CaseOffer& o : entry.offers)
    out["offers"].push_back({{"id", o.id}, {"value", o.value}, {"source", o.source}});
  if (const auto& made = entry.completion)
    out["completed"] = {{"ids", made->ids}, {"lines", made->lines}, {"before", made->before}, {"after", made->after}};
  out["rules"] = {{"digest", entry.rules_digest}, {"files", entry.rules_files}};
  out["ms"] = {{"receiving", entry.durations.receiving},
               {"waiting", entry.durations.waiting},
               {"judging", entry.durations.judging}};
  return out;
}

void read_letter_fields(const Json& json, CaseEntry& out) {
  out.queue_id = value_of<std::string>(json, "queue_id");
  out.host = value_of<std::string>(json, "host");
  out.message_id = value_of<std::string>(json, "message_id");
  out.references = value_of<std::vector<std::string>>(json, "references");
  out.reverse_path = value_of<std::string>(json, "reverse_path");
  out.authenticated = value_of<std::string>(json, "authenticated");
  out.client = value_of<std::string>(json, "client");
  out.from = value_of<std::string>(json, "from");
  out.subject = value_of<std::string>(json, "subject");
  out.recipients = value_of<std::vector<std::string>>(json, "recipients");
  out.octets = value_of<uint64_t>(json, "octets");
}

CaseEntry entry_of(const Json& json) {
  CaseEntry out;
  out.number = value_of<std::string>(json, "number");
  out.at = from_milliseconds(value_of<int64_t>(json, "at"));
  read_letter_fields(json, out);
  for (const Json& mailbox : value_of<Json>(json, "mailboxes")) out.mailboxes.push_back(mailbox_of(mailbox));
  out.looked = value_of<std::vector<std::string>>(json, "looked");
  for (const Json& l : value_of<Json>(json, "lookalikes"))
    out.lookalikes.push_back({value_of<std::string>(l, "address"), value_of<std::string>(l, "meant")});
  out.is_machine = value_of<bool>(json, "machine");
  out.cannot_inspect = value_of<std::string>(json, "cannot_inspect");
  out.action = action_named(value_of<std::string>(json, "action")).value_or(Action::accept);
  out.override_reason = value_of<std::string>(json, "override_reason");
  out.reply_lines = value_of<std::vector<std::string>>(json, "reply");
  out.withheld_from = value_of<std::vector<std::string>>(json, "withheld_from");
  out.trouble = value_of<std::string>(json, "trouble");
  out.checked_before = checked_before_named(value_of<std::string>(json, "checked_before"));
  out.advisories = value_of<std::vector<std::string>>(json, "advisories");
  for (const Json& o : value_of<Json>(json, "offers"))
    out.offers.push_back(
        {value_of<std::string>(o, "id"), value_of<std::string>(o, "value"), value_of<std::string>(o, "source")});
  if (const Json made = value_of<Json>(json, "completed"); !made.is_null())
    out.completion = CaseCompletion{value_of<std::vector<std::string>>(made, "ids"),
                                    value_of<std::vector<std::string>>(made, "lines"),
                                    value_of<std::string>(made, "before"), value_of<std::string>(made, "after")};
  const Json rules = value_of<Json>(json, "rules");
  out.rules_digest = value_of<std::string>(rules, "digest");
  out.rules_files = value_of<std::vector<std::string>>(rules, "files");
  const Json ms = value_of<Json>(json, "ms");
  out.durations = {value_of<double>(ms, "receiving"), value_of<double>(ms, "waiting"), value_of<double>(ms, "judging")};
  return out;
}

// --- letters of ours -----------------------------------------------------------------------------

// JSON holds text: each octet becomes the code point of its number.
std::string widened(std::string_view octets) {
  std::string out;
  for (const char c : octets) append_utf8(out, static_cast<unsigned char>(c));
  return out;
}

std::string narrowed(std::string_view text) {
  std::string out;
  for (size_t at = 0; at < text.size();) out += static_cast<char>(next_code_point(text, at));
  return out;
}

Json json_of(const OutgoingLetter& letter) {
  Json out = {{"kind", name_of(letter.kind)},
              {"to", letter.forward_path},
              {"message_id", letter.message_id},
              {"octets", widened(letter.octets)}};
  put(out, "from", letter.reverse_path);
  return out;
}

NoticeKind kind_named(std::string_view name) {
  for (const NoticeKind kind : {NoticeKind::report, NoticeKind::completed, NoticeKind::code, NoticeKind::word}) {
    if (name == name_of(kind)) return kind;
  }
  return NoticeKind::notice;
}

OutgoingLetter letter_of(const Json& json) {
  return {kind_named(value_of<std::string>(json, "kind")), value_of<std::string>(json, "to"),
          value_of<std::string>(json, "message_id"), narrowed(value_of<std::string>(json, "octets")),
          value_of<std::string>(json, "from")};
}

RecordRequest request_of(const Json& json) {
  RecordRequest out;
  out.entry = entry_of(json.at("case"));
  for (const Json& letter : json.at("letters")) out.letters.push_back(letter_of(letter));
  // A spool of an earlier version knows one bound only.
  out.rate = {json.at("most").get<int64_t>(), json.value("most_to_domain", int64_t{0}),
              json.value("most_to_all", int64_t{0}), std::chrono::milliseconds(json.at("window").get<int64_t>())};
  out.durable = json.at("durable").get<bool>();
  out.tie_window = std::chrono::milliseconds(json.at("tie").get<int64_t>());
  out.completes = value_of<std::string>(json, "completes");
  return out;
}

Json json_of(const OutboxRow& row) {
  Json out = {{"kind", name_of(row.letter.kind)},
              {"to", row.letter.forward_path},
              {"state", name_of(row.state)},
              {"attempts", row.attempts}};
  put(out, "answer", row.answer);
  if (row.settled != Instant()) out["settled"] = iso_time(row.settled);
  return out;
}

// What came of a case, for those outside.
void put_ending(Json& out, const CaseEntry& entry) {
  put(out, "first_case", entry.first_case);
  if (entry.put_right) {
    out["put_right"] = {{"by", entry.put_right->by}, {"at", iso_time(entry.put_right->at)}};
    if (entry.put_right->is_override) out["put_right"]["overridden"] = true;
  }
  if (entry.complaint() != Complaint::none) out["complaint"] = name_of(entry.complaint());
  if (entry.ending) {
    out["ending"] = {{"how", name_of(entry.ending->how)},
                     {"by", entry.ending->by},
                     {"why", entry.ending->why},
                     {"at", iso_time(entry.ending->at)}};
  }
  for (const CaseMark& mark : entry.marks) {
    out["marks"].push_back(
        {{"kind", name_of(mark.kind)}, {"by", mark.by}, {"text", mark.text}, {"at", iso_time(mark.at)}});
    put(out["marks"].back(), "teaches", mark.teaches);
    put(out["marks"].back(), "sentence", mark.sentence);
  }
  if (entry.repeats > 0) out["repeats"] = entry.repeats;
}

// Runs `read`; nothing where the text is not what it should be.
template <class Read>
auto read_json(std::string_view text, Read read) -> std::optional<decltype(read(Json()))> {
  try {
    return read(Json::parse(text));
  } catch (const Json::exception&) {
    return std::nullopt;
  }
}

}  // namespace

std::string entry_json(const CaseEntry& entry) { return dumped(json_of(entry)); }
std::optional<CaseEntry> parse_entry(std::string_view json) { return read_json(json, entry_of); }

std::string line_json(const CaseEntry& entry) {
  Json out;
  std::vector<std::string> mailboxes;
  for (const CaseMailbox& m : entry.mailboxes) {
    if (std::find(mailboxes.begin(), mailboxes.end(), m.mailbox) == mailboxes.end()) mailboxes.push_back(m.mailbox);
  }
  put(out, "queue_id", entry.queue_id);
  put(out, "sender", entry.sender());
  put(out, "subject", entry.subject);
  put(out, "mailboxes", mailboxes);
  put(out, "lacking", lacking_of(entry));
  if (!entry.override_reason.empty()) out["overridden"] = true;
  return dumped(out);
}

void read_line(std::string_view json, CaseLine& line) {
  read_json(json, [&](const Json& read) {
    line.queue_id = value_of<std::string>(read, "queue_id");
    line.sender = value_of<std::string>(read, "sender");
    line.subject = value_of<std::string>(read, "subject");
    line.mailboxes = value_of<std::vector<std::string>>(read, "mailboxes");
    line.lacking = value_of<std::vector<std::string>>(read, "lacking");
    line.is_overridden = value_of<bool>(read, "overridden");
    return true;
  });
}

std::string request_json(const RecordRequest& request) {
  Json out = {{"case", json_of(request.entry)},
              {"letters", Json::array()},
              {"most", request.rate.most},
              {"most_to_domain", request.rate.most_to_domain},
              {"most_to_all", request.rate.most_to_all},
              {"window", request.rate.window.count()},
              {"durable", request.durable},
              {"tie", request.tie_window.count()}};
  put(out, "completes", request.completes);
  for (const OutgoingLetter& letter : request.letters) out["letters"].push_back(json_of(letter));
  return dumped(out);
}

std::optional<RecordRequest> parse_request(std::string_view json) { return read_json(json, request_of); }

std::string undo_json(const std::string& number) { return dumped(Json{{"undo", number}}); }

std::optional<std::string> parse_undo(std::string_view json) {
  return read_json(json, [](const Json& line) { return line.at("undo").get<std::string>(); });
}

std::string whole_case_json(const CaseEntry& entry, const std::vector<OutboxRow>& letters) {
  Json out = json_of(entry);
  out["at"] = iso_time(entry.at);
  put_ending(out, entry);
  for (const OutboxRow& row : letters) out["letters"].push_back(json_of(row));
  return dumped(out);
}

std::vector<std::string> lacking_of(const CaseEntry& entry) {
  std::vector<std::string> out;
  for (const CaseMailbox& mailbox : entry.mailboxes) {
    for (const CaseRequirement& r : mailbox.requirements) {
      if (r.is_lacking() && std::find(out.begin(), out.end(), r.id) == out.end()) out.push_back(r.id);
    }
  }
  return out;
}

}  // namespace pismovod
