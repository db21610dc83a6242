#include "notice/notice.h"

#include <algorithm>

#include "notice/compose_notice.h"
#include "notice/docx_paper.h"
#include "notice/notice_draft.h"

namespace pismovod {
namespace {

constexpr size_t kLongField = 8000;

constexpr const char* kDocx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

Part paper_file(const Paper& paper, const NoticeRequest& request, const NoticeMatter& matter) {
  return file_part(kDocx, paper.title + ".docx",
                   docx_of(paper_text(paper.kind, paper_values(request, matter), request.rules.papers)));
}

std::string thread_fields(const Message& message) {
  const HeaderField* id = message.field("Message-ID");
  const std::string value = id == nullptr ? "" : unfolded(id->value.substr(0, kLongField));
  if (!value.starts_with('<') || !value.ends_with('>') || value.find(' ') != std::string::npos) return {};
  const HeaderField* references = message.field("References");
  const std::string chain = references == nullptr ? "" : unfolded(references->value.substr(0, kLongField)) + " ";
  return token_field("In-Reply-To", value) + token_field("References", chain + value);
}

std::string header(const NoticeRequest& request, const Address& recipient, const std::string& subject) {
  const NoticeSettings& settings = request.rules.settings;
  const NamedAddress from = notice_sender(settings.from, settings.from_name, request.rules.texts, recipient);
  const std::string written = ascii_address(from.address);
  return token_field("Date", date_text(request.now)) + address_field("From", {from}) +
         address_field("To", {{"", recipient}}) + text_field("Subject", subject) +
         token_field("Message-ID", new_message_id(written.substr(written.find('@') + 1))) +
         thread_fields(request.message) + "Auto-Submitted: auto-replied\r\n" + "X-Auto-Response-Suppress: All\r\n";
}

bool is_due(const NoticeRequest& request) {
  const NoticeSettings& settings = request.rules.settings;
  const bool wanted =
      std::find(settings.actions.begin(), settings.actions.end(), request.action) != settings.actions.end();
  if (!settings.enabled || !wanted || request.is_overridden || request.outcome.is_machine) return false;
  // The MTA itself bounces what it took from a local program.
  return request.action != Action::reject || !request.envelope.client.empty();
}

}  // namespace

NamedAddress notice_sender(const std::string& from, const std::string& from_name, const Texts& texts,
                           const Address& to) {
  const Address configured = parse_path(from);
  return {from_name.empty() ? texts.get("notice.from_name") : from_name,
          ascii_address(configured).empty() ? Address{"postmaster", to.domain} : configured};
}

std::optional<ComposedNotice> compose_notice(const NoticeRequest& request, const Address& recipient) {
  const NoticeMatter matter = notice_matter(request);
  if (matter.verdicts.empty() && request.outcome.lookalikes.empty()) return std::nullopt;
  const Draft draft = matter.verdicts.empty() ? Draft{} : make_draft(request, matter);
  const std::vector<NoticeBlock> blocks = notice_blocks(request, matter, draft.kind);
  ComposedNotice out;
  out.subject = notice_subject(request, matter);
  out.text = notice_text(blocks);
  out.html = notice_html(out.subject, request.rules.texts.get("notice.lang"), blocks);
  out.draft = draft.octets;
  std::vector<Part> parts = {multipart("alternative", {text_part("plain", out.text), text_part("html", out.html)})};
  // Not message/rfc822: mail programs would show it, and forget that it is to be sent.
  if (draft.kind != DraftKind::none) {
    parts.push_back(file_part("application/octet-stream", request.rules.texts.get("notice.draft_name"), draft.octets));
  }
  for (const Paper& paper : matter.papers) parts.push_back(paper_file(paper, request, matter));
  Part content = multipart("mixed", parts);
  std::vector<Part> report = request.report == nullptr ? std::vector<Part>{} : delivery_report_parts(*request.report);
  out.has_report = !report.empty();
  if (out.has_report) {
    report.insert(report.begin(), std::move(content));
    content = multipart("report", report, {{"report-type", "delivery-status"}});
  }
  out.octets = letter_octets(header(request, recipient, out.subject), content);
  return out;
}

std::optional<Notice> make_notice(const NoticeRequest& request) {
  if (!is_due(request)) return std::nullopt;
  const auto recipient = notice_recipient(request.message, request.envelope, request.rules.settings);
  if (!recipient) return std::nullopt;
  auto composed = compose_notice(request, *recipient);
  if (!composed) return std::nullopt;
  return Notice{ascii_address(*recipient), std::move(composed->octets), composed->has_report};
}

}  // namespace pismovod
