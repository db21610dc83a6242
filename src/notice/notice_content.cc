#include "notice/notice_content.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>

#include "actions/wording.h"
#include "mail/address.h"
#include "mime/encoded_word.h"

namespace pismovod {
namespace {

constexpr size_t kSubject = 100;
constexpr size_t kValue = 80;
constexpr size_t kReason = 300;
constexpr size_t kRecipients = 20;
constexpr size_t kNamed = 2;  // items in the subject

bool is_lacking(const Judged& judged) { return judged.status == Status::missing || judged.status == Status::invalid; }

std::string joined(const std::vector<std::string>& list, const char* between = ", ") {
  std::string out;
  for (const std::string& item : list) out += (out.empty() ? "" : between) + item;
  return out;
}

const std::string& written(const Verdict& verdict) {
  return verdict.recipient.empty() ? verdict.mailbox : verdict.recipient;
}

class Writer {
 public:
  Writer(const NoticeRequest& request, const NoticeMatter& matter, DraftKind draft)
      : request_(request), matter_(matter), texts_(request.rules.texts), draft_(draft) {}

  std::string subject() const {
    std::vector<std::string> mailboxes;
    std::vector<std::string> items;
    for (const Verdict* verdict : matter_.verdicts) {
      mailboxes.push_back(cited(written(*verdict), kValue));
      for (const Judged& judged : verdict->requirements) {
        const std::string title = title_of(judged.id, texts_);
        const bool twice = std::find(items.begin(), items.end(), title) != items.end();
        if (is_lacking(judged) && !twice) items.push_back(title);
      }
    }
    const std::string key = items.empty() ? "subject_plain" : "subject";
    const std::string out = text(key, {{"mailboxes", joined(mailboxes)}, {"items", shortlist(std::move(items))}});
    if (!has_case()) return out;
    return get("case_mark", {{"subject", out}, {"number", request_.reference->number}});
  }

  std::vector<NoticeBlock> run() {
    paragraph(get("hello"));
    happened();
    lookalikes();
    wanted_and_there();
    put_right();
    for (const Verdict* verdict : matter_.verdicts) advice(*verdict);
    ending();
    return std::move(blocks_);
  }

  std::vector<NoticeBlock> lacking_only() {
    wanted_and_there();
    return std::move(blocks_);
  }

 private:
  using Gaps = std::map<std::string, std::string>;

  std::string get(const std::string& key, const Gaps& gaps = {}) const { return texts_.get("notice." + key, gaps); }
  // The words for what came of the letter: "notice.reject.KEY".
  std::string text(const std::string& key, const Gaps& gaps = {}) const {
    return get(std::string(name_of(request_.action)) + "." + key, gaps);
  }
  bool has_case() const { return request_.reference.has_value() && !request_.reference->number.empty(); }

  void paragraph(std::string words) { add(NoticeBlock::Kind::paragraph, std::move(words)); }
  void heading(std::string words) { add(NoticeBlock::Kind::heading, std::move(words)); }
  void add(NoticeBlock::Kind kind, std::string words) { blocks_.push_back({kind, std::move(words), {}, {}}); }
  void list(NoticeBlock::Kind kind, std::vector<NoticeItem> items) {
    blocks_.push_back({kind, {}, std::move(items), {}});
  }

  std::string shortlist(std::vector<std::string> items) const {
    if (items.size() <= kNamed + 1) return joined(items);
    const std::string more = std::to_string(items.size() - kNamed);
    items.resize(kNamed);
    return get("and_more", {{"items", joined(items)}, {"count", more}});
  }

  std::string letters_subject() const {
    const HeaderField* field = request_.message.field("Subject");
    const std::string shown = field == nullptr ? "" : cited(decode_header(field->value.substr(0, 4096)), kSubject);
    return shown.empty() ? get("no_subject") : get("named", {{"subject", shown}});
  }

  std::string time() const {
    const std::time_t seconds = std::chrono::system_clock::to_time_t(request_.now);
    std::tm local{};
    ::localtime_r(&seconds, &local);
    const auto two = [](int number) { return (number < 10 ? "0" : "") + std::to_string(number); };
    return get("time", {{"day", two(local.tm_mday)},
                        {"month", two(local.tm_mon + 1)},
                        {"year", std::to_string(local.tm_year + 1900)},
                        {"hour", two(local.tm_hour)},
                        {"minute", two(local.tm_min)}});
  }

  // Recipients that are (or are not) among those the verdicts speak of.
  std::string recipients(bool any, bool behind) const {
    std::vector<std::string> out;
    size_t more = 0;
    for (const Recipient& recipient : request_.envelope.recipients) {
      const std::string address = recipient.address.text();
      const bool is_behind = std::any_of(matter_.verdicts.begin(), matter_.verdicts.end(),
                                         [&](const Verdict* v) { return same(v->recipient, recipient.address); });
      if (!any && is_behind != behind) continue;
      if (out.size() < kRecipients) {
        out.push_back(cited(address, kValue));
      } else {
        ++more;
      }
    }
    return more == 0 ? joined(out) : get("and_more", {{"items", joined(out)}, {"count", std::to_string(more)}});
  }

  static bool same(const std::string& text, const Address& address) { return parse_path(text).same_mailbox(address); }

  void happened() {
    paragraph(text("what", {{"letter", letters_subject()}, {"time", time()}}));
    if (request_.action != Action::withhold) {
      paragraph(text("to_all", {{"recipients", recipients(true, false)}}));
      return;
    }
    paragraph(text("not_to", {{"recipients", recipients(false, true)}}));
    const std::string others = recipients(false, false);
    if (!others.empty()) paragraph(text("went_to", {{"recipients", others}}));
  }

  void lookalikes() {
    for (const LookalikeWarning& warning : request_.outcome.lookalikes) {
      paragraph(texts_.get("check.lookalike", {{"address", cited(warning.address, kValue)}, {"meant", warning.meant}}));
    }
  }

  // "Например: «Рег. номер: 801234567»"; what tells what to do stands by itself.
  std::string example(const Judged& judged) const {
    const std::string words = texts_.get("requirement." + judged.id + ".example");
    const bool is_written_so = !is_attached(judged.id, texts_) && judged.id != "question";
    return get(is_written_so ? "example" : "advice", {{"example", words}});
  }

  NoticeItem lacking(const Judged& judged) const {
    NoticeItem item{title_of(judged.id, texts_), {}};
    const std::string reason = cited(reason_words(judged, texts_), kReason);
    if (judged.status == Status::invalid && !judged.finding.wrong.empty()) {
      const Fact& fact = judged.finding.wrong.front();
      item.details.push_back(get("wrong", {{"value", cited(fact.value, kValue)},
                                           {"place", cited(place_words(fact.evidence, texts_), kValue)},
                                           {"reason", reason}}));
    } else if (!reason.empty()) {
      item.details.push_back(get("seen", {{"reason", reason}}));
    }
    item.details.push_back(example(judged));
    return item;
  }

  template <class Wanted>
  void items(const std::string& key, NoticeBlock::Kind kind, const Verdict& verdict, Wanted is_wanted) {
    std::vector<NoticeItem> out;
    for (const Judged& judged : verdict.requirements) {
      if (!is_wanted(judged)) continue;
      NoticeItem unsure{title_of(judged.id, texts_), {cited(reason_words(judged, texts_), kReason)}};
      out.push_back(is_lacking(judged) ? lacking(judged) : std::move(unsure));
    }
    if (out.empty()) return;
    paragraph(get(key));
    list(kind, std::move(out));
  }

  void wanted(const Verdict& verdict) {
    heading(get("mailbox", {{"address", cited(written(verdict), kValue)}, {"title", title_of_mailbox(verdict)}}));
    const auto must = [](Status status) {
      return [status](const Judged& j) { return j.level == Level::must && j.status == status; };
    };
    items("add", NoticeBlock::Kind::numbered, verdict, must(Status::missing));
    items("mend", NoticeBlock::Kind::numbered, verdict, must(Status::invalid));
    items("wished", NoticeBlock::Kind::bulleted, verdict,
          [](const Judged& j) { return j.level == Level::should && is_lacking(j); });
    items("unsure", NoticeBlock::Kind::bulleted, verdict,
          [](const Judged& j) { return j.status == Status::unverified; });
  }

  void wanted_and_there() {
    for (const Verdict* verdict : matter_.verdicts) {
      wanted(*verdict);
      there(*verdict);
    }
  }

  void there(const Verdict& verdict) {
    std::vector<std::string> out;
    for (const Judged& judged : verdict.requirements) {
      if (judged.status != Status::found) continue;
      const auto value = matter_.found.find(judged.id);
      const bool shown = value != matter_.found.end() && !value->second.empty() && is_datum(judged);
      out.push_back(title_of(judged.id, texts_) + (shown ? ": " + cited(value->second, kValue) : ""));
    }
    if (!out.empty()) paragraph(get("there", {{"items", joined(out, "; ")}}));
  }

  // Words of a sender's own and files are named, not repeated.
  bool is_datum(const Judged& judged) const {
    if (is_attached(judged.id, texts_) || judged.id == "usb_subject") return false;
    return !make_fill_in({judged.id}, matter_.found, nullptr, texts_).lines.empty();
  }

  std::string title_of_mailbox(const Verdict& verdict) const {
    for (const Mailbox& mailbox : request_.rules.mailboxes) {
      if (mailbox.address == verdict.mailbox) return mailbox.title;
    }
    return verdict.mailbox;
  }

  void put_right() {
    if (matter_.verdicts.empty()) return;
    heading(get("how"));
    const bool news = matter_.fill_in.has_news();
    const std::string draft = matter_.fill_in.has_blanks() ? "draft" : news ? "draft_known" : "draft_filled";
    const std::string file = get("draft_name");
    if (draft_ == DraftKind::whole) paragraph(get(draft, {{"file", file}}));
    if (draft_ == DraftKind::without_attachments) paragraph(get("draft_bare", {{"file", file}}));
    if (!matter_.fill_in.attach.empty()) {
      paragraph(get("attach"));
      std::vector<NoticeItem> files;
      for (const std::string& title : matter_.fill_in.attach) files.push_back({title, {}});
      list(NoticeBlock::Kind::bulleted, std::move(files));
    }
    papers();
    if (!matter_.fill_in.subject.empty()) paragraph(get("set_subject", {{"subject", matter_.fill_in.subject}}));
    if (!news) return;
    paragraph(get(draft_ == DraftKind::none ? "copy_only" : "copy"));
    blocks_.push_back({NoticeBlock::Kind::form, {}, {}, matter_.fill_in.written()});
  }

  void papers() {
    std::vector<std::string> titles;
    for (const Paper& paper : matter_.papers) titles.push_back(get("named", {{"subject", paper.title}}));
    if (!titles.empty()) paragraph(get("papers", {{"papers", joined(titles)}}));
  }

  void advice(const Verdict& verdict) {
    for (const Mailbox& mailbox : request_.rules.mailboxes) {
      if (mailbox.address != verdict.mailbox || mailbox.advice.empty()) continue;
      heading(get("about_papers"));
      std::vector<NoticeItem> lines;
      for (const std::string& line : mailbox.advice) lines.push_back({line, {}});
      list(NoticeBlock::Kind::bulleted, std::move(lines));
    }
  }

  void ending() {
    heading(get("mistaken"));
    const std::string number = has_case() ? request_.reference->number : "";
    const std::string link = request_.reference.has_value() ? request_.reference->link : "";
    if (!link.empty()) {
      paragraph(get("say_by_link", {{"link", link}}));
    } else {
      paragraph(number.empty() ? get("say") : get("say_number", {{"number", number}}));
    }
    if (!request_.rules.settings.help.empty()) paragraph(get("help", {{"help", request_.rules.settings.help}}));
    if (!number.empty()) paragraph(get("case", {{"number", number}}));
    paragraph(get("sign"));
  }

  const NoticeRequest& request_;
  const NoticeMatter& matter_;
  const Texts& texts_;
  const DraftKind draft_;
  std::vector<NoticeBlock> blocks_;
};

}  // namespace

std::string notice_subject(const NoticeRequest& request, const NoticeMatter& matter) {
  return Writer(request, matter, DraftKind::none).subject();
}

std::vector<NoticeBlock> notice_blocks(const NoticeRequest& request, const NoticeMatter& matter, DraftKind draft) {
  return Writer(request, matter, draft).run();
}

std::vector<NoticeBlock> lacking_blocks(const NoticeRequest& request, const NoticeMatter& matter) {
  return Writer(request, matter, DraftKind::none).lacking_only();
}

}  // namespace pismovod
