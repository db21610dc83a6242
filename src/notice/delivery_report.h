// The delivery status report to the sender of a letter that was withheld from some of its recipients
// (RFC 3464; what was asked for at RCPT and MAIL, RFC 3461).
//
// Composed whole, as octets ready for SMTP: ASCII, CRLF. Its reverse-path is null, always: no report
// is answered by another. Pure functions but for the Message-ID; any thread.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "actions/texts.h"
#include "mail/compose.h"
#include "mail/envelope.h"
#include "mail/message.h"

namespace pismovod {

struct DeliveryReportRequest {
  const Message& message;
  const Envelope& envelope;
  std::vector<std::string> withheld;  // forward-paths byte for byte as in the envelope
  std::vector<std::string> lacking;   // titles of what is missing or wrong
  std::string case_number;
  std::string subject;        // decoded
  std::string reporting_mta;  // a host's name
  std::string from;           // an address; empty: MAILER-DAEMON at the host
  const Texts& texts;
  std::chrono::system_clock::time_point now = std::chrono::system_clock::now();
};

struct DeliveryReport {
  std::string recipient;  // the forward-path, without angle brackets
  std::string octets;
};

// The machine-readable parts, for a notice that carries the report (RFC 6522): the status and the letter's
// header. Empty where make_delivery_report() gives nothing.
std::vector<Part> delivery_report_parts(const DeliveryReportRequest& request);

// Nothing for the null reverse-path, and where no withheld recipient wants to hear of failures (NOTIFY).
std::optional<DeliveryReport> make_delivery_report(const DeliveryReportRequest& request);

}  // namespace pismovod
