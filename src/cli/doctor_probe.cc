#include "cli/doctor_probe.h"

#include "daemon/control.h"
#include "desk/probe.h"
#include "journal/case_number.h"
#include "mail/compose.h"
#include "notify/sender.h"

namespace pismovod {
namespace {

constexpr const char* kDomain = "example.com";

// A case's number is drawn by chance, and whoever guesses it gets a letter refused.
std::string new_address() { return "pismovod-probe-" + draw_case_number() + "@" + kDomain; }

OutgoingLetter probe_letter(const std::string& address) {
  OutgoingLetter letter;
  letter.forward_path = address;
  letter.octets = token_field("Date", date_text(std::chrono::system_clock::now())) + "From: <postmaster@" + kDomain +
                  ">\r\nTo: <" + address + ">\r\nSubject: pismovod doctor --probe\r\n" +
                  token_field("Message-ID", new_message_id(kDomain)) + "\r\nThis letter is to be refused.\r\n";
  return letter;
}

// "250 2.0.0 Ok: queued as 4Q1f5b2Z9z": what Postfix removes it by.
std::string removal_of(const std::string& answer) {
  constexpr std::string_view kQueued = "queued as ";
  const size_t at = answer.find(kQueued);
  return at == std::string::npos ? std::string() : "postsuper -d " + answer.substr(at + kQueued.size());
}

void tell(const SendResult& came, const std::string& server, HealthFindings& findings) {
  const HealthFindings::Gaps gaps = {{"server", server}, {"answer", came.answer}};
  if (came.answer.find(Probe::kAnswer) != std::string::npos) return findings.good("probe", gaps);
  if (came.kind == SendResult::Kind::sent) return findings.wrong("probe_passed", gaps, removal_of(came.answer));
  findings.unknown(came.kind == SendResult::Kind::never ? "probe_refused" : "probe_not_sent", gaps);
}

}  // namespace

void send_probe(const ProbeOptions& options, HealthFindings& findings) {
  const std::string address = new_address();
  const auto told = ask_daemon(options.control, "probe " + address);
  if (!told || !told->ok) return findings.unknown("probe_without_daemon", {{"socket", options.control}});
  Settings::Notify relay;
  relay.relay = options.server;
  tell(make_smtp_sender(relay)->send(probe_letter(address)), options.server, findings);
}

}  // namespace pismovod
