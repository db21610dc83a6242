#include "review/staff.h"

#include <algorithm>

#include "base/key_values.h"
#include "base/log.h"
#include "check/letter_template.h"
#include "check/told_before.h"
#include "mail/compose.h"
#include "mime/form_data.h"
#include "notice/fill_in.h"
#include "review/case_words.h"
#include "review/handlers.h"

namespace pismovod {
namespace {

constexpr size_t kShown = 20'000;  // of one text

const Organization* own_organization(const Configuration& configuration) {
  return configuration.organizations.empty() ? nullptr : &configuration.organizations.front();
}

HttpResponse list_page(const Visit& visit) {
  View::List mailboxes;
  for (const Mailbox& mailbox : visit.shelf.configuration.mailboxes) {
    mailboxes.push_back(View()
                            .set("address", mailbox.address)
                            .set("address_encoded", form_encoded(mailbox.address))
                            .set("about", mailbox.title));
  }
  return show(visit, "staff.html", visit.text("staff_title"), View().set("mailboxes", std::move(mailboxes)));
}

View use_view(const Visit& visit, const RequirementUse& use) {
  const std::string key = "requirement." + use.id;
  const Organization* organization = own_organization(visit.shelf.configuration);
  View out;
  out.set("requirement", requirement_word(visit, use.id)).set("is_wished", use.level == Level::should);
  out.set("is_sometimes", !use.only_if.empty());
  const std::string hint = visit.texts.has(key + ".shows")     ? visit.texts.get(key + ".shows")
                           : visit.texts.has(key + ".example") ? example_of(use.id, organization, visit.texts)
                                                               : "";
  return out.set("hint", hint);
}

View case_view(const Visit& visit, const Mailbox& mailbox, const std::string& title,
               const std::vector<RequirementUse>& uses, size_t index) {
  View::List wanted;
  for (const RequirementUse& use : uses) wanted.push_back(use_view(visit, use));
  const LetterTemplate made = make_template(mailbox, uses, own_organization(visit.shelf.configuration), visit.texts);
  std::string letter = made.greeting + "\n\n" + joined(made.lines, "\n") + "\n";
  const std::string subject = made.subject.empty() ? title : made.subject;
  const std::string mailto = "mailto:" + form_encoded(mailbox.address) + "?subject=" + form_encoded(made.subject) +
                             "&body=" + form_encoded(made.greeting + "\r\n\r\n" + joined(made.lines, "\r\n") + "\r\n");
  View out;
  out.set("case_title", title).set("wanted", std::move(wanted)).set("letter", letter).set("mailto", mailto);
  out.set("subject", made.subject.empty() ? "" : visit.texts.get("template.subject", {{"subject", subject}}));
  return out.set("index", std::to_string(index));
}

HttpResponse mailbox_page(const Visit& visit, const Mailbox& mailbox) {
  View::List cases;
  if (!mailbox.requirements.empty()) {
    const char* key = mailbox.scenarios.empty() ? "staff_every_letter" : "staff_other_letters";
    cases.push_back(case_view(visit, mailbox, visit.text(key), mailbox.requirements, 0));
  }
  for (const Scenario& scenario : mailbox.scenarios)
    cases.push_back(case_view(visit, mailbox, scenario.title, scenario.requirements, cases.size()));
  View::List advice;
  for (const Advice& each : mailbox.advice) advice.push_back(View().set("line", each.text));
  View view;
  view.set("address", mailbox.address).set("about", mailbox.title).set("cases", std::move(cases));
  view.set("has_advice", !advice.empty());
  view.set("advice", std::move(advice));
  HttpResponse out = show(visit, "staff_mailbox.html", mailbox.address, std::move(view));
  allow_own_script(out);
  return out;
}

View::List items_of(const std::vector<NoticeItem>& items) {
  View::List out;
  for (const NoticeItem& item : items) {
    View::List details;
    for (const std::string& line : item.details) details.push_back(View().set("line", cut(line, kShown)));
    out.push_back(View().set("item", cut(item.text, kShown)).set("details", std::move(details)));
  }
  return out;
}

View told_view(const Told& told) {
  View::List says;
  for (const NoticeBlock& block : told.says) {
    View one;
    one.set("is_heading", block.kind == NoticeBlock::Kind::heading).set("words", cut(block.text, kShown));
    says.push_back(one.set("items", items_of(block.items)));
  }
  View::List attach;
  for (const std::string& title : told.attach) attach.push_back(View().set("line", title));
  View::List more;
  for (const ToldAdvice& advice : told.advice) {
    for (const std::string& line : advice.lines) more.push_back(View().set("line", line));
  }
  for (const std::string& warning : told.warnings) more.push_back(View().set("line", warning));
  View out;
  out.set("summary", told.summary).set("says", std::move(says)).set("lines", joined(told.lines, "\n"));
  out.set("subject", told.subject).set("has_attach", !attach.empty()).set("has_more", !more.empty());
  return out.set("attach", std::move(attach)).set("more", std::move(more));
}

// As typed it comes back: nobody keeps it but the page itself.
HttpResponse check_page(const Visit& visit, std::optional<View> told, const std::string& complaint, int status) {
  View view;
  for (const char* name : {"from", "to", "subject", "text"}) view.set(name, visit.request.in_form(name));
  if (!visit.request.in_query("to").empty()) view.set("to", cut(visit.request.in_query("to"), 200));
  view.set("complaint", complaint);
  view.set("size", std::to_string(visit.shelf.configuration.settings.kept.megabytes));
  if (told) view.set("told", *std::move(told));
  HttpResponse out = show(visit, "staff_check.html", visit.text("staff_check_title"), std::move(view), status);
  allow_own_script(out);
  return out;
}

// Of a letter that does not say who sends it: somebody of ours, with the data that the configuration knows.
std::string supposed_sender(const Visit& visit, std::string_view octets) {
  const Organization* own = own_organization(visit.shelf.configuration);
  if (own == nullptr || own->sender_domains.empty()) return {};
  BlockPool blocks(0);
  const Message message = read_message(octets, blocks, {octets.size() + 1, visit.shelf.configuration.settings.spool});
  return author_of(message).text().empty() ? "sender@" + own->sender_domains.front() : std::string();
}

const UploadedFile* saved_letter(const HttpRequest& request) {
  const auto found = std::find_if(request.files.begin(), request.files.end(),
                                  [](const UploadedFile& file) { return file.field == "letter"; });
  return found == request.files.end() || found->octets.empty() ? nullptr : &*found;
}

std::string pasted_letter(const HttpRequest& request) {
  const auto field = [&](const char* name, const char* form) {
    const std::string value = on_one_line(request.in_form(form));
    return value.empty() ? std::string() : std::string(name) + ": " + value.substr(0, 2000) + "\r\n";
  };
  std::vector<Part> parts = {text_part("plain", request.in_form("text"))};
  for (const UploadedFile& file : request.files) {
    if (file.field == "file" && !file.octets.empty())
      parts.push_back(file_part("application/octet-stream", on_one_line(file.name).substr(0, 200), file.octets));
  }
  return letter_octets(field("From", "from") + field("To", "to") + text_field("Subject", request.in_form("subject")),
                       parts.size() == 1 ? parts.front() : multipart("mixed", parts));
}

}  // namespace

HttpResponse staff_page(const Visit& visit) {
  const std::string& path = visit.request.path;
  if (path == "/help" || path == "/help/") return list_page(visit);
  if (path == kCheckPath) return check_page(visit, std::nullopt, "", 200);
  const Mailbox* mailbox = visit.shelf.configuration.mailbox_of(parse_path(path.substr(6)));
  return mailbox == nullptr ? show_message(visit, 404, "refused_title", "not_found") : mailbox_page(visit, *mailbox);
}

HttpResponse staff_checks(const Visit& visit) {
  const HttpRequest& request = visit.request;
  Workshop& shop = *visit.shelf.workshop;
  const UploadedFile* saved = saved_letter(request);
  const bool is_empty = saved == nullptr && request.in_form("text").find_first_not_of(" \t\r\n") == std::string::npos;
  if (is_empty) return check_page(visit, std::nullopt, visit.text("staff_empty"), 422);
  const auto begun = std::chrono::steady_clock::now();
  const JudgingPlace place(shop);
  if (!place || !shop.checks.take(request.address, begun))
    return check_page(visit, std::nullopt, visit.text("form_busy"), 429);
  const std::string octets = saved != nullptr ? saved->octets : pasted_letter(request);
  const CheckedLetter letter =
      check_letter(octets, {supposed_sender(visit, octets), {}}, visit.shelf.configuration, shop.services);
  const bool fails = std::any_of(letter.outcome.verdicts.begin(), letter.outcome.verdicts.end(),
                                 [](const Verdict& verdict) { return verdict.fails(); });
  log_info("review " + KeyValues().add("checked", fails ? "fail" : "pass").add("octets", octets.size()).text());
  return check_page(visit, told_view(tell(letter, visit.shelf.configuration, visit.language)), "", 200);
}

}  // namespace pismovod
