#include "notice/code_letter.h"

#include <map>

#include "actions/wording.h"
#include "mail/compose.h"
#include "notice/notice_content.h"

namespace pismovod {
namespace {

constexpr size_t kSubject = 100;
constexpr size_t kRecipients = 20;

std::string recipients_of(const CodeRequest& request) {
  std::string out;
  for (size_t i = 0; i < std::min(kRecipients, request.recipients.size()); ++i)
    out += (i == 0 ? "" : ", ") + cited(request.recipients[i], kSubject);
  return out;
}

std::vector<NoticeBlock> blocks(const CodeRequest& request, const std::map<std::string, std::string>& gaps) {
  const auto block = [&](NoticeBlock::Kind kind, const std::string& key) {
    return NoticeBlock{kind, request.texts.get(key, gaps), {}, {}};
  };
  NoticeBlock code{NoticeBlock::Kind::form, {}, {}, {request.code}};
  return {block(NoticeBlock::Kind::paragraph, "notice.hello"),
          block(NoticeBlock::Kind::action, "code.text"),
          code,
          block(NoticeBlock::Kind::paragraph, "code.letter"),
          block(NoticeBlock::Kind::paragraph, "code.ignore"),
          block(NoticeBlock::Kind::small, "notice.case")};
}

}  // namespace

std::string code_letter(const CodeRequest& request) {
  const Texts& texts = request.texts;
  const std::map<std::string, std::string> gaps = {
      {"code", request.code},
      {"minutes", std::to_string(request.minutes)},
      {"subject", request.subject.empty() ? texts.get("notice.no_subject") : cited(request.subject, kSubject)},
      {"recipients", recipients_of(request)},
      {"number", request.case_number}};
  const std::string subject = texts.get("code.subject", gaps);
  const std::vector<NoticeBlock> all = blocks(request, gaps);
  const std::string from = ascii_address(request.from);
  const std::string header = token_field("Date", date_text(request.now)) +
                             address_field("From", {{request.from_name, request.from}}) +
                             address_field("To", {{"", request.to}}) + text_field("Subject", subject) +
                             token_field("Message-ID", new_message_id(from.substr(from.find('@') + 1))) +
                             "Auto-Submitted: auto-generated\r\nX-Auto-Response-Suppress: All\r\n";
  return letter_octets(
      header, multipart("alternative", {text_part("plain", notice_text(all)),
                                        text_part("html", notice_html(subject, texts.get("notice.lang"), all))}));
}

const std::vector<std::string>& code_text_keys() {
  static const std::vector<std::string> keys = {"code.subject", "code.text", "code.letter", "code.ignore"};
  return keys;
}

}  // namespace pismovod
