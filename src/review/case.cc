// The page of one case: what was found and what was not, what came of it, what people say of it and may do about it.
//
// The sender's link is his key, and who reads the page must not be able to use it: notices and answers are shown with
// the key taken out, and of other letters of ours than notices and reports no text is shown. What was done ends with a
// redirect; what could not be done is said on the page itself, as somebody else may have acted on the case meanwhile.
// Who complained is answered once for each decision.

#include <algorithm>
#include <array>
#include <cmath>

#include "base/utf8.h"
#include "desk/case_acts.h"
#include "desk/tell_sender.h"
#include "journal/case_number.h"
#include "journal/held_orders.h"
#include "mime/form_data.h"
#include "review/case_words.h"
#include "review/desk_letter.h"
#include "review/handlers.h"
#include "review/notice_text.h"
#include "review/teaching.h"
#include "review/when.h"

namespace pismovod {
namespace {

constexpr size_t kLongestMark = 2000;  // octets twice that: Cyrillic letters are two

const char* sign_of(Status status) {
  switch (status) {
    case Status::found:
      return "✓";
    case Status::missing:
    case Status::invalid:
      return "✗";
    case Status::unverified:
      return "?";
    case Status::waived:
      break;
  }
  return "–";
}

View fact_view(const Visit& visit, const CaseFact& fact) {
  View out;
  std::string place = fact.place.empty() ? fact.where : fact.place;
  const std::string line = fact.line == 0 ? "" : visit.text("line", {{"n", std::to_string(fact.line)}});
  if (!line.empty() && place.find(line) == std::string::npos) place += ", " + line;
  out.set("value", cut(fact.value, 300)).set("place", cut(place, 300) + (fact.evidence.empty() ? "" : ":"));
  out.set("fact_reason", fact.reason).set("has_evidence", !fact.evidence.empty());
  return out.set("evidence", marked_evidence(fact.evidence, fact.value));
}

View requirement_view(const Visit& visit, const CaseRequirement& requirement) {
  View out;
  const std::string title = requirement_word(visit, requirement.id);
  out.set("requirement", title == requirement.id && !requirement.title.empty() ? requirement.title : title);
  out.set("status_class", std::string(name_of(requirement.status))).set("sign", sign_of(requirement.status));
  out.set("status_word", status_word(visit, requirement.status)).set("is_wished", requirement.level == Level::should);
  View::List facts;
  // A reason that all its facts share is said once, beside the first fact.
  const bool said_by_facts = std::any_of(requirement.facts.begin(), requirement.facts.end(),
                                         [&](const CaseFact& f) { return f.reason == requirement.reason; });
  for (const CaseFact& fact : requirement.facts) facts.push_back(fact_view(visit, fact));
  out.set("facts", std::move(facts)).set("reason", said_by_facts ? "" : requirement.reason);
  const bool shows_machinery = visit.user && visit.user->role == Role::admin;
  out.set("asked_by", shows_machinery && !requirement.asked_by.empty()
                          ? visit.text("asked_by", {{"place", requirement.asked_by}})
                          : "");
  return out;
}

View mailbox_view(const Visit& visit, const CaseMailbox& judged) {
  View out;
  View::List requirements;
  for (const CaseRequirement& each : judged.requirements) requirements.push_back(requirement_view(visit, each));
  out.set("mailbox", judged.mailbox).set("mailbox_encoded", form_encoded(judged.mailbox));
  out.set("requirements", std::move(requirements));
  const std::string names = joined(judged.scenarios);
  const std::vector<std::string> others(judged.unsure.begin() + std::min<size_t>(1, judged.unsure.size()),
                                        judged.unsure.end());
  std::string matter = names.empty() || names == "any" ? "" : visit.text("scenario", {{"names", names}});
  if (!others.empty()) matter += " (" + visit.text("unsure", {{"names", joined(others)}}) + ")";
  out.set("scenario", matter);
  return out;
}

// Lines of a name and its content; what is empty is left out.
class DataList {
 public:
  explicit DataList(const Visit& visit) : visit_(visit) {}
  DataList& add(const char* key, const std::string& content) {
    if (!content.empty()) items_.push_back(View().set("name", visit_.text(key)).set("content", cut(content, 4000)));
    return *this;
  }
  View::List take() { return std::move(items_); }

 private:
  const Visit& visit_;
  View::List items_;
};

View::List letter_data(const Visit& visit, const CaseEntry& entry) {
  DataList out(visit);
  out.add("from", entry.reverse_path)
      .add("sent_as", entry.authenticated == entry.reverse_path ? "" : entry.authenticated);
  out.add("header_from", entry.from == entry.reverse_path ? "" : entry.from).add("to", joined(entry.recipients));
  out.add("message_id", entry.message_id);
  out.add("size", visit.text("kilobytes", {{"n", std::to_string((entry.octets + 1023) / 1024)}}));
  return out.take();
}

std::string whole(double milliseconds) { return std::to_string(std::lround(milliseconds)); }

View::List machinery(const Visit& visit, const CaseEntry& entry) {
  DataList out(visit);
  const CaseDurations& d = entry.durations;
  out.add("queue_id", entry.queue_id).add("client", entry.client);
  out.add("durations", visit.text("durations_line", {{"receiving", whole(d.receiving)},
                                                     {"waiting", whole(d.waiting)},
                                                     {"judging", whole(d.judging)}}));
  out.add("rules_files", joined(entry.rules_files, "\n")).add("rules_digest", entry.rules_digest);
  return out.take();
}

View::List warnings(const Visit& visit, const CaseEntry& entry) {
  View::List out;
  const auto add = [&](const std::string& text) { out.push_back(View().set("warning", text)); };
  for (const CaseLookalike& each : entry.lookalikes) {
    add(visit.text("lookalike", {{"address", each.address}, {"meant", each.meant}}));
  }
  for (const std::string& advisory : entry.advisories) add(advisory);
  if (!entry.cannot_inspect.empty()) add(visit.text("cannot_inspect"));
  if (!entry.trouble.empty()) add(visit.text("trouble_of_ours"));
  if (entry.is_machine) add(visit.text("machine"));
  return out;
}

int64_t seconds_between(Instant from, Instant to) {
  return std::max<int64_t>(0, std::chrono::duration_cast<std::chrono::seconds>(to - from).count());
}

std::string order_words(const Visit& visit, const HeldOrder& order) {
  const bool releases = order.ending.how == CaseEnding::How::released;
  std::string out =
      visit.text(releases ? "ordered_release" : "ordered_drop",
                 {{"host", order.host}, {"by", order.ending.by}, {"time", day_and_time(order.ending.at, visit.texts)}});
  if (!order.trouble.empty()) out += " " + visit.text("order_waits", {{"why", cut(order.trouble, 300)}});
  return out;
}

// Only of a letter that is still held.
std::optional<HeldOrder> standing_order(const Visit& visit, const CaseEntry& entry) {
  if (entry.action != Action::hold || entry.ending) return std::nullopt;
  const auto order = order_of(visit.shelf.store, entry.number, visit.now);
  return order ? *order : std::nullopt;
}

View::List endings(const Visit& visit, const CaseEntry& entry, const std::optional<HeldOrder>& order) {
  View::List out;
  const auto add = [&](const std::string& words, const std::string& number = "") {
    out.push_back(View().set("words", words).set("number", number));
  };
  if (order) add(order_words(visit, *order));
  if (entry.put_right) {
    add(visit.text(entry.put_right->is_override ? "ended_let_pass" : "ended_put_right",
                   {{"duration", duration_words(seconds_between(entry.at, entry.put_right->at), visit.texts)},
                    {"time", day_and_time(entry.put_right->at, visit.texts)}}),
        entry.put_right->by);
  }
  if (!entry.first_case.empty())
    add(visit.text(entry.fails() ? "ended_repeated" : "ended_corrected"), entry.first_case);
  if (!entry.override_reason.empty())
    add(visit.text("ended_overridden", {{"reason", cut(entry.override_reason, 300)}}));
  if (entry.ending) {
    const char* key = entry.ending->how == CaseEnding::How::released ? "ended_released" : "ended_dropped";
    add(visit.text(key, {{"by", entry.ending->by},
                         {"time", day_and_time(entry.ending->at, visit.texts)},
                         {"why", entry.ending->why.empty() ? "—" : entry.ending->why}}));
  }
  if (entry.completion) add(visit.text("ended_completed", {{"lines", joined(entry.completion->lines)}}));
  if (!entry.withheld_from.empty()) add(visit.text("ended_withheld", {{"addresses", joined(entry.withheld_from)}}));
  if (entry.checked_before != CheckedBefore::no)
    add(visit.text("checked_before_" + std::string(name_of(entry.checked_before))));
  if (entry.repeats > 0) add(visit.text("ended_repeats", {{"n", std::to_string(entry.repeats)}}));
  const bool is_settled = entry.put_right || entry.ending || !entry.override_reason.empty();
  if (entry.fails() && !is_settled) add(visit.text("ended_open"));
  if (out.empty()) add(visit.text("ended_nothing"));
  return out;
}

std::string lesson_words(const Visit& visit, const std::vector<Lesson>& lessons, const CaseMark& mark) {
  std::string out;
  for (const Lesson& lesson : lessons) {
    if (lesson.teaches == mark.teaches) out = lesson.words;
  }
  const std::string what = out.empty() ? mark.teaches : out;
  return visit.text("teach_taught", {{"what", what}}) +
         (mark.sentence.empty() ? "" : " «" + cut(mark.sentence, 500) + "»");
}

View::List mark_list(const Visit& visit, const CaseEntry& entry, const std::vector<Lesson>& lessons) {
  View::List out;
  for (const CaseMark& mark : entry.marks) {
    const std::string kind(name_of(mark.kind));
    const std::string by = mark.is_complaint ? visit.text("by_sender", {{"address", mark.by}}) : mark.by;
    out.push_back(View()
                      .set("kind", kind)
                      .set("word", visit.text("marked_" + kind))
                      .set("mark_by", visit.text("mark_by", {{"by", by}, {"time", day_and_time(mark.at, visit.texts)}}))
                      .set("mark_text", mark.text)
                      .set("lesson", mark.teaches.empty() ? "" : lesson_words(visit, lessons, mark)));
  }
  return out;
}

std::string state_word(const Visit& visit, const OutboxRow& row) {
  return visit.text("notice_" + std::string(name_of(row.state)), {{"time", day_and_time(row.settled, visit.texts)}});
}

// The sender's link is his key: whoever else reads it sees where it leads, and cannot use it.
std::string without_keys(const std::string& text) {
  std::string out;
  size_t at = 0;
  for (size_t begin = 0; (begin = text.find("/s/", at)) != std::string::npos;) {
    const size_t end = std::min(text.find_first_of(" \t\r\n<>\"", begin), text.size());
    const bool is_link =
        std::count(text.begin() + static_cast<ptrdiff_t>(begin), text.begin() + static_cast<ptrdiff_t>(end), '-') >= 2;
    out += text.substr(at, begin + 3 - at) + (is_link ? "…" : "");
    at = is_link ? end : begin + 3;
  }
  return out + text.substr(at);
}

View notice_view(const Visit& visit, const OutboxRow& row) {
  // A completed letter is its sender's, a code is for him alone.
  const bool is_open = row.letter.kind == NoticeKind::notice || row.letter.kind == NoticeKind::report;
  const NoticeText text = is_open ? read_notice(row.letter.octets) : NoticeText{};
  View out;
  out.set("kind_word", visit.text("notice_" + std::string(name_of(row.letter.kind))));
  out.set("notice_to", visit.text("notice_to", {{"address", on_one_line(row.letter.forward_path)}}));
  out.set("state_word", state_word(visit, row)).set("notice_subject", text.subject);
  return out.set("body", cut(without_keys(text.body), 100'000)).set("files", joined(text.files));
}

void set_notices(View& view, const Visit& visit, const std::string& number) {
  View::List notices;
  if (const auto rows = visit.shelf.store.letters_of(number)) {
    for (const OutboxRow& row : *rows) notices.push_back(notice_view(visit, row));
    view.set("can_resend", may_send_again(*rows));
  }
  view.set("has_notices", !notices.empty());
  view.set("notices", std::move(notices));
}

TagFacts tag_facts(const CaseEntry& entry) {
  TagFacts out;
  out.is_put_right = entry.put_right.has_value() && !entry.put_right->is_override;
  out.is_let_pass = entry.put_right.has_value() && entry.put_right->is_override;
  out.is_correction = !entry.first_case.empty() && !entry.fails();
  out.is_repeat = !entry.first_case.empty() && entry.fails();
  out.complaint = entry.complaint();
  out.is_overridden = !entry.override_reason.empty();
  out.ending = entry.ending;
  out.is_right = entry.judgement() == CaseMark::Kind::right;
  out.is_wrong = entry.judgement() == CaseMark::Kind::wrong;
  return out;
}

View case_view(const Visit& visit, const CaseEntry& entry) {
  const std::vector<Lesson> known = lessons_of(visit, entry);
  View view;
  view.set("number", entry.number).set("case_title", visit.text("case", {{"number", entry.number}}));
  view.set("subject", entry.subject.empty() ? visit.text("no_subject") : cut(entry.subject, 600));
  view.set("time", day_and_time(entry.at, visit.texts)).set("machine_time", machine_time(entry.at));
  view.set("action_class", std::string(name_of(entry.action))).set("action_word", action_word(visit, entry.action));
  view.set("has_completion", entry.completion.has_value());
  if (entry.completion)
    view.set("completion_before", entry.completion->before).set("completion_after", entry.completion->after);
  view.set("tags", tags(visit, tag_facts(entry))).set("warnings", warnings(visit, entry));
  View::List judged;
  for (const CaseMailbox& mailbox : entry.mailboxes) judged.push_back(mailbox_view(visit, mailbox));
  view.set("judged", std::move(judged));
  view.set("looked", entry.looked.empty() ? "" : visit.text("looked", {{"places", cut(joined(entry.looked), 1000)}}));
  const std::optional<HeldOrder> order = standing_order(visit, entry);
  view.set("endings", endings(visit, entry, order)).set("marks", mark_list(visit, entry, known));
  view.set("has_marks", !entry.marks.empty()).set("data", letter_data(visit, entry));
  view.set("has_answer", !entry.reply_lines.empty()).set("answer", without_keys(joined(entry.reply_lines, "\n")));
  view.set("has_no_link", entry.has_no_link);
  view.set("can_unlink", !entry.has_no_link && !visit.shelf.configuration.settings.review.public_url.empty());
  view.set("can_end", entry.action == Action::hold && !entry.ending && !order && entry.trouble.empty());
  view.set("can_allow", entry.fails() && entry.action > Action::annotate && !entry.ending);
  view.set("can_untie", !entry.first_case.empty()).set("has_complained", entry.complaint() == Complaint::open);
  View::List lessons;
  for (const Lesson& lesson : known)
    lessons.push_back(View().set("teaches", lesson.teaches).set("words", lesson.words));
  view.set("has_lessons", !lessons.empty());
  view.set("lessons", std::move(lessons));
  const bool shows_machinery = visit.user && visit.user->role == Role::admin;
  view.set("has_machinery", shows_machinery);
  if (shows_machinery) view.set("machinery", machinery(visit, entry));
  return view;
}

std::optional<CaseMark::Kind> mark_kind_of(std::string_view word) {
  for (const CaseMark::Kind kind : {CaseMark::Kind::right, CaseMark::Kind::wrong, CaseMark::Kind::note}) {
    if (name_of(kind) == word) return kind;
  }
  return std::nullopt;
}

// What the mark teaches; in words what is wrong with it, or nothing.
std::string take_lesson(const Visit& visit, const CaseEntry& entry, CaseMark& mark) {
  const std::string& teaches = visit.request.in_form("teaches");
  if (teaches.empty()) return {};
  for (const Lesson& lesson : lessons_of(visit, entry)) {
    if (lesson.teaches != teaches) continue;
    mark.teaches = teaches;
    mark.sentence = std::string(utf8_prefix(visit.request.in_form("sentence"), 1000));
    const bool is_blank = mark.sentence.find_first_not_of(" \t\r\n") == std::string::npos;
    return is_blank && lesson.needs_sentence ? visit.text("teach_sentence_needed") : std::string();
  }
  return visit.text("not_found");
}

// Who complained hears what was decided, once for each decision.
Store::Letters answer_to_complaint(const Visit& visit, const CaseEntry& entry, const CaseMark& mark) {
  if (entry.complaint() == Complaint::none || mark.kind == CaseMark::Kind::note) return {};
  const bool is_wrong = mark.kind == CaseMark::Kind::wrong;
  if (entry.complaint() == (is_wrong ? Complaint::agreed : Complaint::declined)) return {};
  return told_letters(entry, is_wrong ? Deed::agreed : Deed::declined, mark.by, mark.text, visit.shelf.configuration);
}

// What stands on the page besides the case.
struct Said {
  std::string complaint = {};  // beside the form of marks
  std::string note = {};       // in it already
  std::string failed = {};     // at the top
};

HttpResponse shown_case(const Visit& visit, const std::string& number, const Said& said) {
  const auto entry = visit.shelf.store.find(number);
  if (!entry) return show_trouble(visit, entry.error());
  View view = case_view(visit, *entry);
  set_notices(view, visit, number);
  view.set("has_letter", has_letter(visit, number));
  view.set("complaint", said.complaint).set("note", said.note).set("failed", said.failed).set("at_cases", true);
  const std::string title = visit.text("case", {{"number", number}});
  const bool is_good = said.complaint.empty() && said.failed.empty();
  return show(visit, "case.html", title, std::move(view), is_good ? 200 : 422);
}

}  // namespace

HttpResponse case_page(const Visit& visit, const std::string& typed, const std::string& complaint,
                       const std::string& note) {
  const auto number = parse_case_number(typed);
  return number ? shown_case(visit, *number, {complaint, note})
                : show_message(visit, 404, "refused_title", "not_found");
}

HttpResponse mark_case(const Visit& visit, const std::string& typed) {
  const auto number = parse_case_number(typed);
  const auto kind = mark_kind_of(visit.request.in_form("kind"));
  if (!number || !kind) return show_message(visit, 404, "refused_title", "not_found");
  CaseMark mark{*kind, visit.user->name, std::string(utf8_prefix(visit.request.in_form("text"), 2 * kLongestMark)),
                visit.now};
  const bool is_blank = mark.text.find_first_not_of(" \t\r\n") == std::string::npos;
  if (is_blank && mark.kind == CaseMark::Kind::note) return case_page(visit, *number, visit.text("mark_empty"));
  const auto entry = visit.shelf.store.find(*number);
  if (!entry) return show_trouble(visit, entry.error());
  if (const std::string wrong = take_lesson(visit, *entry, mark); !wrong.empty())
    return case_page(visit, *number, wrong, mark.text);
  const auto added = visit.shelf.store.add_mark(*number, mark, answer_to_complaint(visit, *entry, mark));
  if (!added) return show_trouble(visit, added.error());
  return redirect_to("/c/" + *number + "#verdicts");
}

HttpResponse mark_cases(const Visit& visit) {
  const auto kind = mark_kind_of(visit.request.in_form("kind"));
  if (!kind) return show_message(visit, 404, "refused_title", "not_found");
  const std::string text(utf8_prefix(visit.request.in_form("text"), 2 * kLongestMark));
  for (const auto& [name, value] : visit.request.form) {
    constexpr std::string_view kChosen = "case-";
    const auto number = name.starts_with(kChosen) ? parse_case_number(name.substr(kChosen.size())) : std::nullopt;
    const auto entry = number ? visit.shelf.store.find(*number) : StoreResult<CaseEntry>(tl::unexpected(StoreError{}));
    if (!entry) continue;
    const CaseMark mark{*kind, visit.user->name, text, visit.now};
    const auto added = visit.shelf.store.add_mark(*number, mark, answer_to_complaint(visit, *entry, mark));
    if (!added) return show_trouble(visit, added.error());
  }
  const std::string& back = visit.request.in_form("back");
  return redirect_to(back.starts_with("/cases?") && back.size() < 2000 ? back : "/cases");
}

HttpResponse act_on_case(const Visit& visit, const std::string& typed, const CaseDeed& deed) {
  const auto number = parse_case_number(typed);
  const auto entry = number ? visit.shelf.store.find(*number) : StoreResult<CaseEntry>(tl::unexpected(StoreError{}));
  if (!entry) return show_message(visit, 404, "refused_title", "not_found");
  const std::string why(utf8_prefix(visit.request.in_form("why"), 2 * kLongestMark));
  const bool is_blank = why.find_first_not_of(" \t\r\n") == std::string::npos;
  if (deed.name == "drop" && is_blank) return shown_case(visit, *number, {.failed = visit.text("why_needed")});
  const ActResult done = deed.perform({visit.shelf.store, *entry, visit.shelf.configuration, visit.user->name, why});
  // Two people at once: what the other one did is shown, and why this did not happen.
  if (!done) return shown_case(visit, *number, {.failed = words_of(done.error(), *entry, visit.texts)});
  return redirect_to("/c/" + *number + (deed.name == "resend" ? "#notices" : "#ending"));
}

}  // namespace pismovod
