#include "cli/journal_open.h"

#include "actions/wording.h"
#include "cli/terminal.h"
#include "cli/time_text.h"
#include "journal/case_number.h"
#include "journal/database_store.h"
#include "rules/policy.h"

namespace pismovod {
namespace {

constexpr std::chrono::seconds kWait{10};

std::optional<Instant> moment(const std::string& text, int& status) {
  const auto at = parse_moment(text, wall_clock());
  if (!at && !text.empty()) {
    print_error("pismovod: \"" + text +
                "\" is no moment; allowed: 2026-03-05, \"2026-03-05 10:30\", 10:30, 90m, 24h, 7d");
    status = kExitUsage;
  }
  return at;
}

}  // namespace

int say_error(const StoreError& error) {
  print_error("pismovod: journal: " + error.text);
  return error.kind == StoreError::Kind::no_such_case ? kExitNoInput : kExitUnavailable;
}

std::optional<OpenedJournal> open_journal(const Configs& configs, int& status) {
  const LoadedConfiguration made = load_configuration(configs);
  for (const ConfigError& error : made.errors) print_error(error.message());
  status = kExitConfiguration;
  if (!made.configuration) return std::nullopt;
  const std::string& path = made.configuration->settings.journal.path;
  if (path.empty()) {
    print_error("pismovod: no journal is configured (journal.path)");
    return std::nullopt;
  }
  auto store = open_store({path, kWait, 0});
  if (!store) {
    print_error("pismovod: journal " + path + ": " + store.error().text);
    status = kExitUnavailable;
    return std::nullopt;
  }
  status = 0;
  return OpenedJournal{made.configuration, std::move(*store)};
}

std::optional<CaseEntry> find_case(const OpenedJournal& journal, const std::string& typed, int& status) {
  status = kExitNoInput;
  const auto number = parse_case_number(typed);
  if (!number) {
    print_error(journal.texts().get("journal.no_number", {{"text", printable(typed)}}));
    return std::nullopt;
  }
  auto entry = journal.store->find(*number);
  if (entry) {
    status = 0;
    return std::move(*entry);
  }
  if (entry.error().kind == StoreError::Kind::no_such_case) {
    print_error(journal.texts().get("journal.no_case", {{"number", *number}}));
  } else {
    status = say_error(entry.error());
  }
  return std::nullopt;
}

std::optional<CaseFilter> filter_of(const JournalOptions& options, int& status) {
  status = 0;
  CaseFilter out;
  out.since = moment(options.since, status);
  out.until = moment(options.until, status);
  out.sender = options.sender;
  out.mailbox = options.mailbox;
  out.missing = options.missing;
  out.text = options.text;
  out.action = action_named(options.action);
  if (status != 0) return std::nullopt;
  return out;
}

std::string ending_words(const CaseEntry& entry, const Texts& texts) {
  if (entry.ending) {
    const bool released = entry.ending->how == CaseEnding::How::released;
    std::string out = texts.get(
        "journal.ended",
        {{"what", texts.get(released ? "journal.released" : "journal.dropped", {{"who", printable(entry.ending->by)}})},
         {"time", local_time(entry.ending->at)}});
    if (!entry.ending->why.empty()) out += "; " + texts.get("journal.why", {{"why", printable(entry.ending->why)}});
    return out;
  }
  if (!entry.override_reason.empty())
    return texts.get("journal.overridden", {{"reason", printable(entry.override_reason)}});
  if (entry.put_right) {
    return texts.get(entry.put_right->is_override ? "journal.let_pass" : "journal.right_now",
                     {{"time", span_words(entry.put_right->at - entry.at, texts)}, {"case", entry.put_right->by}});
  }
  return entry.fails() ? texts.get("journal.not_right") : "";
}

}  // namespace pismovod
