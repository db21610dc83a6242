#include "review/site.h"

#include <algorithm>

#include "base/key_values.h"
#include "base/log.h"
#include "journal/case_link.h"
#include "review/desk_letter.h"
#include "review/handlers.h"
#include "review/needs.h"
#include "review/sender_form.h"
#include "review/staff.h"
#include "review/when.h"

namespace pismovod {
namespace {

constexpr const char* kSessionCookie = "pismovod";
// What forms of those are signed with who are not signed in: never the session's, which a page that is seen
// without it (a link in webmail) would end.
constexpr const char* kFormCookie = "pismovod_form";
constexpr const char* kDeviceCookie = "pismovod_device";
constexpr const char* kLanguageCookie = "pismovod_language";
constexpr int64_t kYear = int64_t{365} * 24 * 3600;
constexpr std::string_view kFormPurpose = "form";
constexpr std::string_view kDevicePurpose = "device";

// The part of `path` behind `prefix`, where it begins so.
std::optional<std::string> behind(const std::string& path, std::string_view prefix) {
  if (!path.starts_with(prefix)) return std::nullopt;
  return path.substr(prefix.size());
}

std::optional<std::string> between(const std::string& path, std::string_view prefix, std::string_view suffix) {
  const auto rest = behind(path, prefix);
  if (!rest || !rest->ends_with(suffix)) return std::nullopt;
  return rest->substr(0, rest->size() - suffix.size());
}

bool is_token(const std::string& text) {
  return text.size() == 43 && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
         });
}

// Files that need no visit.
std::optional<HttpResponse> asset(const std::string& path) {
  HttpResponse out;
  if (path == "/style.css") {
    out.type = "text/css; charset=utf-8";
  } else if (path == "/icon.svg") {
    out.type = "image/svg+xml";
  } else if (path == "/form.js") {
    out.type = "text/javascript; charset=utf-8";
  } else {
    return std::nullopt;
  }
  out.body = std::string(page_file(path.substr(1)));
  out.headers.emplace_back("Cache-Control", "public, max-age=86400");
  return out;
}

HttpResponse page_for_readers(const Visit& visit) {
  const std::string& path = visit.request.path;
  if (path == "/" || path == "/today") return needs_page(visit);
  if (path == "/cases") return cases_page(visit);
  if (path == "/cases.csv") return cases_csv(visit);
  if (path == "/overview") return overview_page(visit);
  if (const auto table = between(path, "/overview/", ".csv")) return overview_csv(visit, *table);
  if (const auto number = behind(path, "/c/")) return case_page(visit, *number);
  return show_message(visit, 404, "refused_title", "not_found");
}

// The page that a sign-in leads on to.
std::string wanted_page(const HttpRequest& request) {
  std::string out = request.path;
  char joint = '?';
  for (const auto& [name, value] : request.query) {
    out += joint + form_encoded(name) + "=" + form_encoded(value);
    joint = '&';
  }
  return out;
}

}  // namespace

std::string safe_path(const std::string& path) {
  // "//host" and "/\host" lead elsewhere; control characters could end the header field.
  const bool is_local = path.starts_with('/') && !path.starts_with("//") && path.find('\\') == std::string::npos &&
                        std::none_of(path.begin(), path.end(), [](char c) { return c > 0 && c < ' '; });
  return is_local && path.size() < 2000 ? path : "/cases";
}

Site::Site(SiteParts parts)
    : parts_(std::move(parts)),
      shelf_{parts_.configuration, parts_.store, parts_.workshop},
      attempts_(parts_.store),
      sessions_(parts_.store, parts_.users, std::chrono::hours(parts_.configuration.settings.review.session_hours)),
      is_https_(parts_.configuration.settings.review.public_url.starts_with("https:")) {
  for (const std::string& text : parts_.configuration.settings.review.staff_networks) {
    if (auto network = Network::parse(text)) staff_.push_back(*network);
  }
}

std::string Site::cookie(const std::string& name, const std::string& value, int64_t seconds) const {
  return name + "=" + value + "; Path=/; HttpOnly; SameSite=Lax; Max-Age=" + std::to_string(seconds) +
         (is_https_ ? "; Secure" : "");
}

std::string Site::language_of(const HttpRequest& request) const {
  const Settings& settings = parts_.configuration.settings;
  const std::string& chosen = request.cookie(kLanguageCookie);
  if (parts_.configuration.languages.contains(chosen)) return chosen;
  const std::string& own = settings.review.language;
  return parts_.configuration.languages.contains(own) ? own : settings.language;
}

StoreResult<std::optional<User>> Site::user_of(const std::string& session) {
  return is_token(session) ? sessions_.find(session, parts_.wall()) : std::nullopt;
}

Visit Site::visit_of(const HttpRequest& request, std::optional<User> user, const std::string& token) {
  const std::string language = language_of(request);
  return {request,         shelf_,
          language,        parts_.configuration.languages.at(language),
          std::move(user), parts_.secret.sign(kFormPurpose, token),
          parts_.wall()};
}

HttpResponse Site::answer(const HttpRequest& request) {
  if (auto file = asset(request.path)) return *std::move(file);
  const std::string& brought = request.cookie(kFormCookie);
  const bool is_new = !is_token(brought);
  const std::string anonymous = is_new ? random_token() : brought;
  const std::string& session = request.cookie(kSessionCookie);
  auto user = user_of(session);
  const Visit visit = visit_of(request, user.value_or(std::nullopt), user && *user ? session : anonymous);
  // A sender's own link needs no session; others would be told to sign in, who have.
  if (!user && !request.path.starts_with("/s/")) return show_trouble(visit, user.error());
  HttpResponse out = route(visit);
  // Who is signed in needs none; a form from another site gets none.
  if (is_new && !visit.user && !request.is_cross_site_form())
    out.headers.emplace_back("Set-Cookie", cookie(kFormCookie, anonymous, int64_t{24} * 3600));
  return out;
}

HttpResponse Site::route(const Visit& visit) {
  const HttpRequest& request = visit.request;
  if (request.method == "POST") return route_form(visit);
  if (request.path == "/language") return change_language(visit);
  if (const auto link = between(request.path, "/s/", "/letter")) return completed_page(visit, parts_.secret, *link);
  if (const auto link = between(request.path, "/s/", "/letter.eml")) return completed_file(visit, parts_.secret, *link);
  if (const auto link = behind(request.path, "/s/")) return sender_page(visit, parts_.secret, *link);
  if (is_staff_path(request.path)) return is_staff(request) ? staff_page(visit) : not_for_all(visit);
  if (request.path == "/sign-in") return visit.user ? redirect_to("/cases") : sign_in_page(visit);
  if (visit.user) return page_for_readers(visit);
  return request.path == "/" ? redirect_to("/sign-in?next=%2F")
                             : redirect_to("/sign-in?next=" + form_encoded(wanted_page(request)));
}

// A form counts only with the mark that this visitor's own page carried, from this site.
HttpResponse Site::route_form(const Visit& visit) {
  const HttpRequest& request = visit.request;
  const bool has_cookie = visit.user || !request.cookie(kFormCookie).empty();
  const bool is_own =
      !request.is_cross_site && has_cookie && same_in_constant_time(visit.form_token, request.in_form("form_token"));
  const auto marked = between(request.path, "/c/", "/mark");
  const bool has_note = marked && !request.is_cross_site && !request.in_form("text").empty();
  if (has_note && (!is_own || !visit.user)) return keep_note(visit, *marked);
  if (!is_own) return show_message(visit, 403, "stale_title", "stale_form");
  if (request.path == "/sign-in") return sign_in(visit);
  if (const auto link = between(request.path, "/s/", "/wrong")) return sender_says_wrong(visit, parts_.secret, *link);
  if (request.path.starts_with("/s/")) return route_sender_form(visit);
  if (request.path == kCheckPath) return is_staff(request) ? staff_checks(visit) : not_for_all(visit);
  if (!visit.user) return redirect_to("/sign-in");
  if (request.path == "/sign-out") return sign_out(visit);
  if (marked) return mark_case(visit, *marked);
  if (request.path == "/cases/mark") return mark_cases(visit);
  for (const CaseDeed& deed : kCaseDeeds) {
    if (const auto number = between(request.path, "/c/", "/" + std::string(deed.name)))
      return act_on_case(visit, *number, deed);
  }
  if (const auto number = between(request.path, "/c/", "/letter")) return open_letter(visit, *number);
  if (const auto number = between(request.path, "/c/", "/file")) return open_letter_file(visit, *number);
  return show_message(visit, 404, "refused_title", "not_found");
}

HttpResponse Site::route_sender_form(const Visit& visit) const {
  using Handler = HttpResponse (*)(const Visit&, const Secret&, const std::string&);
  static constexpr std::pair<std::string_view, Handler> kForms[] = {{"/complete", sender_completes},
                                                                    {"/again", sender_begins_again},
                                                                    {"/code", sender_asks_for_code},
                                                                    {"/send", sender_sends},
                                                                    {"/try", sender_tries_value}};
  for (const auto& [ending, handler] : kForms) {
    if (const auto link = between(visit.request.path, "/s/", ending)) return handler(visit, parts_.secret, *link);
  }
  return show_message(visit, 404, "refused_title", "not_found");
}

// Anonymous visitors from elsewhere learn nothing of it.
HttpResponse Site::not_for_all(const Visit& visit) const {
  return show_message(visit, 404, "refused_title", "not_found");
}

bool Site::is_staff(const HttpRequest& request) const {
  const std::string& address = request.address;
  return parts_.workshop != nullptr &&
         std::any_of(staff_.begin(), staff_.end(), [&](const Network& network) { return network.holds(address); });
}

bool Site::takes_files(const HttpRequest& head) const {
  if (parts_.workshop == nullptr || head.is_cross_site) return false;
  if (head.path == kCheckPath) return is_staff(head);
  const auto link = between(head.path, "/s/", "/complete");
  const auto now = std::chrono::floor<std::chrono::seconds>(parts_.wall());
  return link && read_case_token(parts_.secret, *link, now).state == CaseToken::State::good;
}

// What somebody has written is not lost because his session ended meanwhile; nothing is done with it yet.
HttpResponse Site::keep_note(const Visit& visit, const std::string& number) {
  const std::string& text = visit.request.in_form("text");
  HttpResponse out = visit.user ? case_page(visit, number, visit.text("note_again"), text)
                                : sign_in_page(visit, visit.text("note_sign_in"));
  out.status = 403;
  return out;
}

HttpResponse Site::sign_in_page(const Visit& visit, const std::string& complaint, int status) {
  View view;
  const bool is_form = visit.request.method == "POST";
  view.set("next", is_form ? visit.request.in_form("next") : visit.request.in_query("next"));
  // A note that waits: from the case's own form, or from this one where the password was wrong.
  const auto marked = between(visit.request.path, "/c/", "/mark");
  view.set("note_case", is_form && marked ? *marked : visit.request.in_form("note_case"));
  view.set("note_text", is_form && marked ? visit.request.in_form("text") : visit.request.in_form("note_text"));
  view.set("name", visit.request.in_form("name")).set("complaint", complaint);
  return show(visit, "sign_in.html", visit.text("sign_in_title"), std::move(view), status);
}

HttpResponse Site::sign_in(const Visit& visit) {
  const HttpRequest& request = visit.request;
  const std::string name = request.in_form("name").substr(0, 64);
  const std::string device = parts_.secret.sign(kDevicePurpose, name);
  const bool is_known = same_in_constant_time(device, request.cookie(kDeviceCookie));
  const auto pause = attempts_.begin(name, request.address, visit.now, is_known);
  if (!pause) return show_trouble(visit, pause.error());
  if (pause->count() > 0) {
    HttpResponse out =
        sign_in_page(visit, visit.text("wait", {{"time", duration_words(pause->count(), visit.texts)}}), 429);
    out.headers.emplace_back("Retry-After", std::to_string(pause->count()));
    return out;
  }
  const auto user = parts_.users.sign_in(name, request.in_form("password"));
  log_info("review " +
           KeyValues().add("sign_in", user ? "yes" : "no").add("user", name).add("address", request.address).text());
  if (!user) return sign_in_page(visit, visit.text("wrong_password"), 403);
  attempts_.forgive(name, request.address, visit.now, is_known);
  // A new token: one that somebody planted before is worth nothing now.
  const auto token = sessions_.open(*user, visit.now);
  if (!token) return show_trouble(visit, token.error());
  const std::string& note = request.in_form("note_text");
  HttpResponse out =
      note.empty() ? redirect_to(safe_path(request.in_form("next"))) : page_with_note(visit_of(request, user, *token));
  const int64_t seconds = parts_.configuration.settings.review.session_hours * 3600;
  out.headers.emplace_back("Set-Cookie", cookie(kSessionCookie, *token, seconds));
  if (!is_known) out.headers.emplace_back("Set-Cookie", cookie(kDeviceCookie, device, kYear));
  return out;
}

// The case that a note was written for, with the note, for who has signed in again.
HttpResponse Site::page_with_note(const Visit& visit) const {
  const HttpRequest& request = visit.request;
  HttpResponse out =
      case_page(visit, request.in_form("note_case"), visit.text("note_again"), request.in_form("note_text"));
  out.status = 200;
  return out;
}

HttpResponse Site::sign_out(const Visit& visit) {
  const auto closed = sessions_.close(visit.request.cookie(kSessionCookie), visit.now);
  if (!closed) return show_trouble(visit, closed.error());
  HttpResponse out = redirect_to("/sign-in");
  out.headers.emplace_back("Set-Cookie", cookie(kSessionCookie, "", 0));
  return out;
}

HttpResponse Site::change_language(const Visit& visit) const {
  HttpResponse out = redirect_to(safe_path(visit.request.in_query("next")));
  const std::string& wanted = visit.request.in_query("to");
  if (parts_.configuration.languages.contains(wanted)) {
    out.headers.emplace_back("Set-Cookie", cookie(kLanguageCookie, wanted, kYear));
  }
  return out;
}

}  // namespace pismovod
