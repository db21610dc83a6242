#include "notice/delivery_report.h"

#include <algorithm>

#include "actions/wording.h"
#include "base/ascii.h"
#include "base/utf8.h"
#include "mail/compose.h"

namespace pismovod {
namespace {

constexpr size_t kHeaderOctets = 65536;  // of the letter, that are sent back
constexpr size_t kSubjectOctets = 300;
constexpr size_t kLine = 900;

// Without NOTIFY a failure is reported (RFC 3461 section 4.1).
bool wants_to_hear(const Recipient& recipient) {
  if (recipient.notify.empty()) return true;
  std::string upper;
  for (const char c : recipient.notify) upper += c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
  return ("," + upper + ",").find(",FAILURE,") != std::string::npos;
}

std::vector<const Recipient*> reported(const DeliveryReportRequest& request) {
  std::vector<const Recipient*> out;
  for (const Recipient& recipient : request.envelope.recipients) {
    const auto& paths = request.withheld;
    if (std::find(paths.begin(), paths.end(), recipient.path) != paths.end() && wants_to_hear(recipient))
      out.push_back(&recipient);
  }
  return out;
}

std::string joined(const std::vector<std::string>& list) {
  std::string out;
  for (const std::string& item : list) out += (out.empty() ? "" : ", ") + printable(item);
  return out;
}

std::string shown_subject(const DeliveryReportRequest& request) {
  return printable(utf8_prefix(request.subject, kSubjectOctets));
}

Part words(const DeliveryReportRequest& request, const std::vector<const Recipient*>& to) {
  std::string addresses;
  for (const Recipient* recipient : to)
    addresses += (addresses.empty() ? "  " : "\n  ") + printable(recipient->address.text());
  return text_part("plain", request.texts.get("report.text", {{"subject", shown_subject(request)},
                                                              {"recipients", addresses},
                                                              {"items", joined(request.lacking)},
                                                              {"number", request.case_number}}));
}

// One line of ASCII, whatever was given.
std::string field(std::string_view name, const std::string& value) {
  return std::string(name) + ": " + percent_encoded(utf8_prefix(value, kLine)) + "\r\n";
}

// RFC 3464 section 2.2 and 2.3.
Part status(const DeliveryReportRequest& request, const std::vector<const Recipient*>& to) {
  std::string out;
  if (!request.envelope.envelope_id.empty()) out += field("Original-Envelope-Id", request.envelope.envelope_id);
  out += "Reporting-MTA: dns; " + percent_encoded(request.reporting_mta) + "\r\n";
  for (const Recipient* recipient : to) {
    out += "\r\n";
    if (!recipient->original_recipient.empty()) out += field("Original-Recipient", recipient->original_recipient);
    out += "Final-Recipient: rfc822; " + percent_encoded(recipient->address.text()) + "\r\n";
    out +=
        "Action: failed\r\nStatus: 5.7.1\r\nDiagnostic-Code: smtp; 550 5.7.1 Required items are missing or wrong. "
        "Case " +
        request.case_number + "\r\n";
  }
  return {"Content-Type: message/delivery-status\r\n", out};
}

// The letter's own header; what is not ASCII goes in base64, as RFC 3462 lets a part be encoded.
Part header_of(const Message& message) {
  std::string out;
  for (const HeaderField& one : message.header) {
    if (out.size() + one.name.size() + one.value.size() > kHeaderOctets) break;
    out += one.name + ":" + one.value + "\n";
  }
  return encoded_part("Content-Type: text/rfc822-headers\r\n", out);
}

}  // namespace

std::vector<Part> delivery_report_parts(const DeliveryReportRequest& request) {
  const std::vector<const Recipient*> to = reported(request);
  const bool is_due =
      !to.empty() && !request.envelope.has_null_reverse_path && !ascii_address(request.envelope.reverse_path).empty();
  return is_due ? std::vector<Part>{status(request, to), header_of(request.message)} : std::vector<Part>{};
}

std::optional<DeliveryReport> make_delivery_report(const DeliveryReportRequest& request) {
  const std::vector<const Recipient*> to = reported(request);
  const Address& sender = request.envelope.reverse_path;
  const std::string recipient = ascii_address(sender);
  if (to.empty() || request.envelope.has_null_reverse_path || recipient.empty()) return std::nullopt;
  const Address from = parse_path(request.from.empty() ? "MAILER-DAEMON@" + request.reporting_mta : request.from);
  std::string fields = address_field("From", {{request.texts.get("report.from_name"), from}});
  fields += address_field("To", {{"", sender}});
  fields += text_field("Subject", request.texts.get("report.subject", {{"subject", shown_subject(request)}}));
  fields += token_field("Date", date_text(request.now));
  fields += token_field("Message-ID", new_message_id(from.domain));
  fields += token_field("Auto-Submitted", "auto-replied");
  if (const HeaderField* id = request.message.field("Message-ID")) {
    fields += token_field("In-Reply-To", unfolded(id->value)) + token_field("References", unfolded(id->value));
  }
  const Part content = multipart("report", {words(request, to), status(request, to), header_of(request.message)},
                                 {{"report-type", "delivery-status"}});
  return DeliveryReport{recipient, letter_octets(fields, content)};
}

}  // namespace pismovod
