// One visit: a request, who makes it, and the language that he reads.
#pragma once

#include <optional>
#include <string>

#include "actions/texts.h"
#include "config/configuration.h"
#include "journal/store.h"
#include "review/http.h"
#include "review/pages.h"
#include "review/users.h"
#include "rules/policy.h"

namespace pismovod {

// What every page works from; outlives all visits.
struct Shelf {
  const Configuration& configuration;
  Store& store;
};

struct Visit {
  const HttpRequest& request;
  const Shelf& shelf;
  std::string language;  // "ru"
  const Texts& texts;
  std::optional<User> user;
  std::string form_token;  // every form carries it back
  Instant now;

  std::string text(std::string_view key, const std::map<std::string, std::string>& gaps = {}) const {
    return texts.get("review." + std::string(key), gaps);
  }
};

// The page `name` in its layout.
HttpResponse show(const Visit& visit, const std::string& name, const std::string& title, View view, int status = 200);

// A page that says one thing, by the keys of its title and text.
HttpResponse show_message(const Visit& visit, int status, const char* title, const char* message);
// That the journal gave no answer; what it said goes into the log.
HttpResponse show_trouble(const Visit& visit, const StoreError& error);

struct CsvFile {
  std::string name;  // "letters.csv"
  std::string text;
};
HttpResponse give_csv(CsvFile file);
char csv_separator(const Visit& visit);

}  // namespace pismovod
