// One visit: a request, who makes it, and the language that he reads.
#pragma once

#include <optional>
#include <semaphore>
#include <string>

#include "actions/texts.h"
#include "config/configuration.h"
#include "inspect/services.h"
#include "journal/store.h"
#include "kept/letter_box.h"
#include "review/http.h"
#include "review/pages.h"
#include "review/rate.h"
#include "review/send_codes.h"
#include "review/users.h"
#include "rules/policy.h"

namespace pismovod {

// What pages judge letters with and remember of them. Any thread.
struct Workshop {
  Workshop(const Settings& settings, const Secret& secret);
  Services services;
  LetterBox box;
  SendCodes codes;
  Rate completions{60, std::chrono::hours(1)};  // of a case
  Rate tries{300, std::chrono::hours(1)};       // of single values of a case
  Rate checks{60, std::chrono::hours(1)};       // of letters, of an address
  std::counting_semaphore<> places{2};          // letters judged at a time
};

// Waits a little for a place; false: others have them all.
class JudgingPlace {
 public:
  explicit JudgingPlace(Workshop& shop)
      : shop_(shop), is_taken_(shop.places.try_acquire_for(std::chrono::seconds(20))) {}
  JudgingPlace(const JudgingPlace&) = delete;
  JudgingPlace& operator=(const JudgingPlace&) = delete;
  ~JudgingPlace() {
    if (is_taken_) shop_.places.release();
  }
  explicit operator bool() const { return is_taken_; }

 private:
  Workshop& shop_;
  bool is_taken_;
};

// What every page works from; outlives all visits.
struct Shelf {
  const Configuration& configuration;
  Store& store;
  Workshop* workshop = nullptr;  // null: no letters are judged and none completed
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

// The page has a script of ours, without which it works too.
void allow_own_script(HttpResponse& response);

struct CsvFile {
  std::string name;  // "letters.csv"
  std::string text;
};
HttpResponse give_csv(CsvFile file);
char csv_separator(const Visit& visit);

}  // namespace pismovod
