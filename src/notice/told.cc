#include "notice/told.h"

#include <map>

#include "actions/wording.h"
#include "mail/compose.h"
#include "notice/notice_content.h"

namespace pismovod {
namespace {

constexpr size_t kSubject = 100;
constexpr size_t kWords = 2000;
constexpr size_t kRecipients = 20;

std::string name_of(Deed deed) {
  switch (deed) {
    case Deed::released:
      return "released";
    case Deed::dropped:
      return "dropped";
    case Deed::agreed:
      return "agreed";
    case Deed::completed:
      return "completed";
    case Deed::allowed:
      return "allowed";
    case Deed::declined:
      break;
  }
  return "declined";
}

std::string recipients_of(const TellRequest& request) {
  std::string out;
  for (size_t i = 0; i < std::min(kRecipients, request.recipients.size()); ++i)
    out += (i == 0 ? "" : ", ") + cited(request.recipients[i], kSubject);
  if (request.recipients.size() <= kRecipients) return out;
  const std::string more = std::to_string(request.recipients.size() - kRecipients);
  return request.texts.get("notice.and_more", {{"items", out}, {"count", more}});
}

class Teller {
 public:
  explicit Teller(const TellRequest& request) : request_(request) {
    const std::string subject = cited(request.subject, kSubject);
    gaps_ = {{"subject", subject.empty() ? get("notice.no_subject") : subject},
             {"letter", subject.empty() ? get("notice.no_subject") : get("notice.named", {{"subject", subject}})},
             {"time", time_words(request.sent, request.texts)},
             {"recipients", recipients_of(request)},
             {"number", request.case_number}};
  }

  std::string words() const { return subject() + "\n\n" + notice_text(blocks()); }

  std::string run() const {
    const std::string subject = this->subject();
    const std::vector<NoticeBlock> all = blocks();
    const Part content = multipart("alternative", {text_part("plain", notice_text(all)),
                                                   text_part("html", notice_html(subject, get("notice.lang"), all))});
    return letter_octets(header(subject), content);
  }

 private:
  using Gaps = std::map<std::string, std::string>;
  std::string get(const std::string& key, const Gaps& gaps = {}) const { return request_.texts.get(key, gaps); }

  std::string subject() const { return get("told." + name_of(request_.deed) + "_subject", gaps_); }

  std::vector<NoticeBlock> blocks() const {
    std::vector<NoticeBlock> out;
    const auto add = [&](NoticeBlock::Kind kind, std::string words) {
      out.push_back({kind, std::move(words), {}, {}});
    };
    add(NoticeBlock::Kind::paragraph, get("notice.hello"));
    add(NoticeBlock::Kind::action, get("told." + name_of(request_.deed), gaps_));
    for (const std::string& line : request_.lines) add(NoticeBlock::Kind::paragraph, cited(line, kWords));
    std::string decided = request_.by.empty() ? "" : get("told.by", {{"by", cited(request_.by, kSubject)}});
    const std::string why = cited(request_.why, kWords);
    if (!why.empty()) decided += " " + get("told.why", {{"why", why}});
    if (!decided.empty()) add(NoticeBlock::Kind::paragraph, std::move(decided));
    if (!request_.link.empty()) add(NoticeBlock::Kind::paragraph, get("told.page", {{"link", request_.link}}));
    add(NoticeBlock::Kind::small, get("notice.case", gaps_) + " " + get("notice.sign"));
    return out;
  }

  std::string header(const std::string& subject) const {
    const std::string from = ascii_address(request_.from);
    const std::string& id = request_.message_id;
    const bool is_id = id.starts_with('<') && id.ends_with('>') && id.find(' ') == std::string::npos;
    return token_field("Date", date_text(request_.now)) + address_field("From", {{request_.from_name, request_.from}}) +
           address_field("To", {{"", request_.to}}) + text_field("Subject", subject) +
           token_field("Message-ID", new_message_id(from.substr(from.find('@') + 1))) +
           (is_id ? token_field("In-Reply-To", id) + token_field("References", id) : "") +
           "Auto-Submitted: auto-replied\r\nX-Auto-Response-Suppress: All\r\n";
  }

  const TellRequest& request_;
  Gaps gaps_;
};

}  // namespace

std::string tell_sender(const TellRequest& request) { return Teller(request).run(); }

std::string told_words(const TellRequest& request) { return Teller(request).words(); }

const std::vector<std::string>& told_text_keys() {
  static const std::vector<std::string> keys = [] {
    std::vector<std::string> out = {"told.by", "told.why", "told.page"};
    for (const Deed deed :
         {Deed::released, Deed::dropped, Deed::agreed, Deed::declined, Deed::completed, Deed::allowed})
      out.insert(out.end(), {"told." + name_of(deed), "told." + name_of(deed) + "_subject"});
    return out;
  }();
  return keys;
}

}  // namespace pismovod
