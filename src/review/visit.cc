#include "review/visit.h"

#include "base/digest.h"
#include "base/log.h"
#include "desk/keep_letter.h"
#include "review/needs.h"

namespace pismovod {
namespace {

// The path and query that lead here again: for the change of language.
std::string here(const HttpRequest& request) {
  if (request.method != "GET") return "/";
  std::string out = request.path;
  char joint = '?';
  for (const auto& [name, value] : request.query) {
    out += joint + form_encoded(name) + "=" + form_encoded(value);
    joint = '&';
  }
  return out;
}

// Browsers keep the style until it changes.
const std::string& style_version() {
  static const std::string version = digest_of(page_file("style.css")).substr(0, 8);
  return version;
}

const std::string& form_version() {
  static const std::string version = digest_of(page_file("form.js")).substr(0, 8);
  return version;
}

}  // namespace

Workshop::Workshop(const Settings& settings, const Secret& secret)
    : services(settings), box(box_bounds(settings), secret) {
  services.ask_journal(settings.journal);
}

HttpResponse show(const Visit& visit, const std::string& name, const std::string& title, View view, int status) {
  view.set("language", visit.language).set("title", title).set("style_version", style_version());
  view.set("form_token", visit.form_token).set("here_encoded", form_encoded(here(visit.request)));
  view.set("form_version", form_version());
  if (visit.user) view.set("user_name", visit.user->name).set("needs_count", needs_count(visit));
  HttpResponse out;
  out.status = status;
  out.body = render_page(name, visit.language, visit.texts, view);
  return out;
}

HttpResponse show_message(const Visit& visit, int status, const char* title, const char* message) {
  return show(visit, "message.html", visit.text(title), View().set("message", visit.text(message)), status);
}

HttpResponse show_trouble(const Visit& visit, const StoreError& error) {
  if (error.kind == StoreError::Kind::no_such_case) return show_message(visit, 404, "refused_title", "not_found");
  log_error("review: the journal: " + error.text);
  return show_message(visit, 503, "trouble_title", "trouble");
}

void allow_own_script(HttpResponse& response) {
  response.headers.emplace_back("Content-Security-Policy",
                                "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src "
                                "'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
}

HttpResponse give_csv(CsvFile file) {
  HttpResponse out;
  out.type = "text/csv; charset=utf-8";
  out.body = std::move(file.text);
  out.headers.emplace_back("Content-Disposition", "attachment; filename=\"" + file.name + "\"");
  return out;
}

// Where the comma parts decimals, Excel parts cells by semicolons.
char csv_separator(const Visit& visit) { return visit.language == "ru" ? ';' : ','; }

}  // namespace pismovod
