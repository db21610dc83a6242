// The review page without its server: a request goes in, an answer comes out. Who may see what, and
// that forms were sent by the people who got them, is settled here, before any page is made.
#pragma once

#include <functional>

#include "base/secret.h"
#include "config/configuration.h"
#include "desk/network.h"
#include "journal/store.h"
#include "review/attempts.h"
#include "review/http.h"
#include "review/sessions.h"
#include "review/visit.h"

namespace pismovod {

struct SiteParts {
  const Configuration& configuration;
  Store& store;
  Users& users;
  Secret secret;
  Workshop* workshop = nullptr;                // null: no letters are judged and none completed
  std::function<Instant()> wall = wall_clock;  // for tests
};

// Any thread. What it is made of outlives it.
class Site {
 public:
  explicit Site(SiteParts parts);
  HttpResponse answer(const HttpRequest& request);
  // May the body of this request, of which the header alone is here, be a form with files?
  bool takes_files(const HttpRequest& head) const;

 private:
  // Whose session it is; nobody's where there is none.
  StoreResult<std::optional<User>> user_of(const std::string& session);
  // `token`: what forms are signed with.
  Visit visit_of(const HttpRequest& request, std::optional<User> user, const std::string& token);
  HttpResponse route(const Visit& visit);
  HttpResponse route_form(const Visit& visit);
  HttpResponse route_sender_form(const Visit& visit) const;
  HttpResponse not_for_all(const Visit& visit) const;
  bool is_staff(const HttpRequest& request) const;
  HttpResponse keep_note(const Visit& visit, const std::string& number);
  HttpResponse page_with_note(const Visit& visit) const;
  HttpResponse sign_in_page(const Visit& visit, const std::string& complaint = "", int status = 200);
  HttpResponse sign_in(const Visit& visit);
  HttpResponse sign_out(const Visit& visit);
  HttpResponse change_language(const Visit& visit) const;
  std::string language_of(const HttpRequest& request) const;
  std::string cookie(const std::string& name, const std::string& value, int64_t seconds) const;

  SiteParts parts_;
  Shelf shelf_;
  Attempts attempts_;
  Sessions sessions_;
  bool is_https_;
  std::vector<Network> staff_;
};

// A path on this site to go on to: "/cases?x=1"; anything else becomes "/cases".
std::string safe_path(const std::string& path);

}  // namespace pismovod
