#include "desk/letter_line.h"

#include "base/key_values.h"
#include "base/utf8.h"

namespace pismovod {
namespace {

constexpr size_t kReasonOctets = 100;

std::string ids(const Verdict& verdict, Status status) {
  std::string out;
  for (const Judged& judged : verdict.requirements) {
    if (judged.status == status) out += (out.empty() ? "" : ",") + judged.id;
  }
  return out;
}

std::string completed_ids(const Verdict& verdict) {
  std::string out;
  for (const Judged& judged : verdict.requirements) {
    if (judged.is_completed) out += (out.empty() ? "" : ",") + judged.id;
  }
  return out;
}

void add_some(KeyValues& line, std::string_view key, std::string_view value) {
  if (!value.empty()) line.add(key, value);
}

std::string listed(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "" : ",") + name;
  return out;
}

// Of several mailboxes the second has keys that end in ".2".
void add_verdict(KeyValues& line, const Verdict& verdict, size_t number) {
  const std::string suffix = number < 2 ? "" : "." + std::to_string(number);
  line.add("mailbox" + suffix, verdict.mailbox).add("verdict" + suffix, verdict.fails() ? "fail" : "pass");
  add_some(line, "scenario" + suffix, listed(verdict.scenarios));
  add_some(line, "unsure" + suffix, listed(verdict.matter.unsure));
  add_some(line, "completed" + suffix, completed_ids(verdict));
  for (const Status status : {Status::missing, Status::invalid, Status::unverified}) {
    add_some(line, std::string(name_of(status)) + suffix, ids(verdict, status));
  }
}

void add_addressees(KeyValues& line, const Transaction& letter) {
  std::string list;
  for (const Addressee& addressee : letter.addressees()) list += (list.empty() ? "" : ",") + addressee.mailbox;
  add_some(line, "mailbox", list);
}

void add_durations(KeyValues& line, const LetterReport& report) {
  line.add_milliseconds("receive_ms", report.receiving);
  line.add_milliseconds("wait_ms", report.waiting);
  line.add_milliseconds("judge_ms", report.judging);
  if (report.recording > 0) line.add_milliseconds("record_ms", report.recording);
}

}  // namespace

std::string shortened(const Address& address) {
  if (address.text().empty()) return "<>";
  size_t first = 0;
  if (!address.local.empty()) next_code_point(address.local, first);
  return address.local.substr(0, first) + "***@" + address.domain;
}

std::string letter_line(const Transaction& letter, const LetterReport& report) {
  KeyValues line;
  const Envelope& envelope = letter.envelope();
  line.add("qid", envelope.queue_id.empty() ? "-" : envelope.queue_id);
  line.add("decision", report.put_off ? "tempfail" : name_of(report.action));
  line.add("from", shortened(envelope.reverse_path));
  line.add("rcpts", uint64_t{envelope.recipients.size()}).add("size", uint64_t{letter.size()});
  if (report.outcome.verdicts.empty()) add_addressees(line, letter);
  for (size_t i = 0; i < report.outcome.verdicts.size(); ++i) add_verdict(line, report.outcome.verdicts[i], i + 1);
  if (report.outcome.is_machine) line.add("machine", "yes");
  add_some(line, "cannot_inspect", report.outcome.cannot_inspect);
  // The local part is somebody's name: the domain says enough.
  if (!report.outcome.lookalikes.empty())
    line.add("lookalike_of", parse_path(report.outcome.lookalikes.front().meant).domain);
  add_some(line, "exempt", name_of(report.exempt));
  add_some(line, "exempt_refused", name_of(report.exempt_refused));
  add_some(line, "override", utf8_prefix(report.override_reason, kReasonOctets));
  add_some(line, "override_refused", name_of(report.override_refused));
  add_some(line, "sender_by", report.sender_proof);
  add_some(line, "trouble", name_of(report.trouble));
  add_some(line, "case", report.reference);
  add_durations(line, report);
  return line.text();
}

}  // namespace pismovod
