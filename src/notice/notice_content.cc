// The order is the reader's: what became of his letter, the one thing to do, then for each mailbox what is to be added
// and mended, what is only wished and what could not be told, then lines to copy, papers, advice and whom to ask.
//
// All words come from the texts of the configuration, by key; the code only chooses among them. What is cited of the
// letter is shortened, printable text of one line. A wish is named in the subject, or among the files to attach, only
// where the letter was annotated.

#include "notice/notice_content.h"

#include <algorithm>

#include "actions/wording.h"
#include "base/clock_text.h"
#include "mail/address.h"
#include "mime/encoded_word.h"

namespace pismovod {
namespace {

constexpr size_t kSubject = 100;
constexpr size_t kValue = 80;
constexpr size_t kReason = 300;
constexpr size_t kRecipients = 20;
constexpr size_t kNamed = 2;  // items in the subject, files in a sentence

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
    std::vector<std::string> items;
    bool is_missing = false;
    bool is_invalid = false;
    for (const Verdict* verdict : matter_.verdicts) {
      for (const Judged& judged : verdict->requirements) {
        const std::string title = accusative(judged.id);
        const bool twice = std::find(items.begin(), items.end(), title) != items.end();
        if (!is_lacking(judged) || (judged.level == Level::should && request_.action != Action::annotate)) continue;
        is_missing = is_missing || judged.status == Status::missing;
        is_invalid = is_invalid || judged.status == Status::invalid;
        if (!twice) items.push_back(title);
      }
    }
    const char* key = items.empty()              ? "subject_plain"
                      : is_missing && is_invalid ? "subject_both"
                      : is_invalid               ? "subject_mend"
                                                 : "subject_add";
    std::string out = text(key, {{"mailboxes", mailboxes()}, {"items", shortlist(std::move(items))}});
    if (!has_case()) return out;
    return get("case_mark", {{"subject", out}, {"number", request_.reference->number}});
  }

  std::vector<NoticeBlock> run() {
    paragraph(get("hello"));
    happened();
    lookalikes();
    for (const Advisory& advisory : request_.outcome.advisories)
      paragraph(cited(advisory_words(advisory, texts_), kReason));
    what_to_do();
    for (const Verdict* verdict : matter_.verdicts) {
      if (matter_.verdicts.size() > 1) heading_of(*verdict);
      wanted(*verdict);
    }
    lines();
    papers();
    for (const Verdict* verdict : matter_.verdicts) advice(*verdict);
    override_word();
    ending();
    return std::move(blocks_);
  }

  std::vector<NoticeBlock> lacking_only() {
    for (const Verdict* verdict : matter_.verdicts) {
      heading_of(*verdict);
      wanted(*verdict);
    }
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

  std::string accusative(const std::string& id) const {
    const std::string key = "requirement." + id + ".accusative";
    return texts_.has(key) ? texts_.get(key) : title_of(id, texts_);
  }

  std::string mailboxes() const {
    std::vector<std::string> out;
    for (const Verdict* verdict : matter_.verdicts) out.push_back(cited(written(*verdict), kValue));
    return joined(out);
  }

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

  std::string time() const { return time_words(request_.now, texts_); }

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
    std::string out = text("what", {{"letter", letters_subject()}, {"time", time()}, {"mailboxes", mailboxes()}});
    const std::string others = recipients(false, false);
    if (!others.empty()) {
      const bool all = request_.action != Action::withhold;
      out += " " + text("others", {{"recipients", all ? recipients(true, false) : others}});
    }
    paragraph(std::move(out));
  }

  void lookalikes() {
    for (const LookalikeWarning& warning : request_.outcome.lookalikes) {
      paragraph(texts_.get("check.lookalike", {{"address", cited(warning.address, kValue)}, {"meant", warning.meant}}));
    }
  }

  // The one thing to do, and where the rest can be seen.
  void what_to_do() {
    const std::string link = request_.reference.has_value() ? request_.reference->link : "";
    std::string out;
    if (!matter_.verdicts.empty() && draft_ != DraftKind::none) {
      const std::string files = draft_ == DraftKind::whole && matter_.has_files ? get("draft_files") : "";
      out = get(draft_ == DraftKind::whole ? "draft" : "draft_bare", {{"file", get("draft_name")}, {"files", files}});
      out += " " + steps();
    }
    if (!out.empty()) add(NoticeBlock::Kind::action, std::move(out));
    if (!link.empty()) paragraph(get("page", {{"link", link}}));
  }

  std::string steps() const {
    const FillIn& form = matter_.fill_in;
    const bool fills = form.has_blanks();
    if (form.attach.empty()) return get(fills ? "do_fill" : "do_check");
    return get(fills ? "do_both" : "do_attach", {{"files", attached()}});
  }

  // In the sentence where they are few, else below.
  std::string attached() const {
    std::vector<std::string> out;
    for (const Verdict* verdict : matter_.verdicts) {
      for (const Judged& judged : verdict->requirements) {
        const std::string title = accusative(judged.id);
        const bool is_wanted = judged.status == Status::missing && is_attached(judged.id, texts_) &&
                               (judged.level == Level::must || request_.action == Action::annotate);
        if (is_wanted && std::find(out.begin(), out.end(), title) == out.end()) out.push_back(title);
      }
    }
    return out.size() > kNamed || out.empty() ? get("files_below") : joined(out, get("and").c_str());
  }

  // "Например: «Рег. номер: 801234567»"; of a file what it must show.
  std::string example(const Judged& judged) const {
    if (is_attached(judged.id, texts_)) {
      const std::string key = "requirement." + judged.id + ".shows";
      return texts_.has(key) ? texts_.get(key) : "";
    }
    if (is_fixed_subject(judged.id, texts_)) return {};  // its title says it all
    const std::string words = example_of(judged.id, request_.rules.organization, texts_);
    if (!partners_own(judged.id, request_.rules.organization).empty()) return get("example_own", {{"example", words}});
    return judged.id == "question" ? words : get("example", {{"example", words}});
  }

  std::string hint(const Reason& reason) const {
    const std::string key = "hint." + reason.key;
    return texts_.has("notice." + key) ? "; " + get(key) : "";
  }

  NoticeItem lacking(const Judged& judged) const {
    NoticeItem item{accusative(judged.id), {}};
    const std::string reason = cited(reason_words(judged, texts_), kReason);
    if (judged.status == Status::invalid && !judged.finding.wrong.empty()) {
      const Fact& fact = judged.finding.wrong.front();
      item.details.push_back(get("wrong", {{"value", cited(fact.value, kValue)},
                                           {"place", cited(place_words(fact.evidence, texts_), kValue)},
                                           {"reason", reason + hint(fact.wrong)}}));
      const bool is_known = !partners_own(judged.id, request_.rules.organization).empty();
      if (!is_known) return item;
    } else if (!reason.empty()) {
      item.details.push_back(get("seen", {{"reason", reason}}));
    }
    if (const std::string words = example(judged); !words.empty()) item.details.push_back(words);
    return item;
  }

  template <class Wanted>
  std::vector<NoticeItem> items(const Verdict& verdict, Wanted is_wanted) const {
    std::vector<NoticeItem> out;
    for (const Judged& judged : verdict.requirements) {
      if (!is_wanted(judged)) continue;
      if (is_lacking(judged)) {
        out.push_back(lacking(judged));
      } else {
        out.push_back({title_of(judged.id, texts_), {cited(reason_words(judged, texts_), kReason)}});
      }
    }
    return out;
  }

  void bulleted(const std::string& key, std::vector<NoticeItem> all) {
    if (all.empty()) return;
    paragraph(get(key));
    list(NoticeBlock::Kind::bulleted, std::move(all));
  }

  void heading_of(const Verdict& verdict) {
    heading(get("mailbox", {{"address", cited(written(verdict), kValue)}, {"title", title_of_mailbox(verdict)}}));
  }

  // What is to be added and what to be mended have numbers of one count; a lone item has none.
  void wanted(const Verdict& verdict) {
    const auto must = [&](Status status) {
      return items(verdict, [status](const Judged& j) { return j.level == Level::must && j.status == status; });
    };
    std::vector<NoticeItem> missing = must(Status::missing);
    std::vector<NoticeItem> invalid = must(Status::invalid);
    const auto kind = missing.size() + invalid.size() == 1 ? NoticeBlock::Kind::bulleted : NoticeBlock::Kind::numbered;
    const size_t next = missing.size() + 1;
    if (!missing.empty()) {
      paragraph(get("add"));
      list(kind, std::move(missing));
    }
    if (!invalid.empty()) {
      paragraph(get("mend"));
      list(kind, std::move(invalid));
      blocks_.back().first = next;
    }
    bulleted("wished", items(verdict, [](const Judged& j) { return j.level == Level::should && is_lacking(j); }));
    bulleted("unsure", items(verdict, [](const Judged& j) { return j.status == Status::unverified; }));
  }

  std::string title_of_mailbox(const Verdict& verdict) const {
    for (const Mailbox& mailbox : request_.rules.mailboxes) {
      if (mailbox.address == verdict.mailbox) return mailbox.title;
    }
    return verdict.mailbox;
  }

  void lines() {
    if (matter_.verdicts.empty()) return;
    if (!matter_.fill_in.subject.empty()) paragraph(get("set_subject", {{"subject", matter_.fill_in.subject}}));
    if (!matter_.fill_in.has_news()) return;
    paragraph(get(draft_ == DraftKind::none ? "copy_only" : "copy"));
    blocks_.push_back({NoticeBlock::Kind::form, {}, {}, matter_.fill_in.written()});
  }

  void papers() {
    std::vector<std::string> titles;
    for (const Paper& paper : matter_.papers) titles.push_back(get("named", {{"subject", paper.title}}));
    if (!titles.empty()) paragraph(get("papers", {{"papers", joined(titles)}}));
  }

  // Of what the firm says only what speaks of something that is missing or wrong.
  void advice(const Verdict& verdict) {
    const auto lacks = [&](const std::string& id) {
      return std::any_of(verdict.requirements.begin(), verdict.requirements.end(), [&](const Judged& j) {
        return j.id == id && is_lacking(j) && (j.level == Level::must || request_.action == Action::annotate);
      });
    };
    std::vector<NoticeItem> lines;
    for (const Mailbox& mailbox : request_.rules.mailboxes) {
      if (mailbox.address != verdict.mailbox) continue;
      for (const Advice& each : mailbox.advice) {
        if (std::any_of(each.of.begin(), each.of.end(), lacks)) lines.push_back({each.text, {}});
      }
    }
    bulleted("about_papers", std::move(lines));
  }

  void override_word() {
    const OverrideWord& word = request_.override_word;
    const char* key = word.state == OverrideState::without_reason ? "override_reason"
                      : word.state == OverrideState::not_allowed  ? "override_not_allowed"
                      : word.may                                  ? "override_may"
                                                                  : "";
    if (*key == '\0') return;
    const bool is_a_complaint = word.state != OverrideState::none;
    add(is_a_complaint ? NoticeBlock::Kind::paragraph : NoticeBlock::Kind::small, get(key, {{"tag", word.tag}}));
  }

  void ending() {
    const std::string number = has_case() ? request_.reference->number : "";
    const bool has_link = request_.reference.has_value() && !request_.reference->link.empty();
    std::string out = get("mistaken") + " ";
    out += has_link ? get("say_by_link") : number.empty() ? get("say") : get("say_number", {{"number", number}});
    if (!request_.rules.settings.help.empty()) out += " " + get("help", {{"help", request_.rules.settings.help}});
    paragraph(std::move(out));
    add(NoticeBlock::Kind::small, (number.empty() ? "" : get("case", {{"number", number}}) + " ") + get("sign"));
  }

  const NoticeRequest& request_;
  const NoticeMatter& matter_;
  const Texts& texts_;
  const DraftKind draft_;
  std::vector<NoticeBlock> blocks_;
};

}  // namespace

std::string time_words(std::chrono::system_clock::time_point time, const Texts& texts) {
  return texts.get("notice.time", {{"day", local_text(time, "%d")},
                                   {"month", local_text(time, "%m")},
                                   {"year", local_text(time, "%Y")},
                                   {"hour", local_text(time, "%H")},
                                   {"minute", local_text(time, "%M")}});
}

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
