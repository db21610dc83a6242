#include "cli/ready_command.h"

#include <nlohmann/json.hpp>

#include <filesystem>

#include "actions/wording.h"
#include "base/file.h"
#include "base/server_url.h"
#include "cli/journal_open.h"
#include "cli/terminal.h"
#include "journal/database_store.h"
#include "replay/replay_json.h"

namespace pismovod {
namespace {

using Json = nlohmann::ordered_json;

// The journal's file where there is one: without it the report alone tells.
int add_journal(const Configuration& configuration, ReadyTable& table) {
  const std::string& path = configuration.settings.journal.path;
  if (path.empty() || is_no_file(path)) return kPass;
  const auto store = open_store({path});
  if (!store) return say_error(store.error());
  const auto tallies = (*store)->tallies(ready_request(configuration, wall_clock()));
  if (!tallies) return say_error(tallies.error());
  table.add(*tallies);
  return kPass;
}

int add_archive(const ReadyOptions& options, const Configuration& configuration, ReadyTable& table) {
  const std::string& path = options.report.empty() ? configuration.settings.ready.report : options.report;
  std::error_code error;
  if (options.report.empty() && (path.empty() || !std::filesystem::exists(path, error))) return kPass;
  const auto octets = read_file(path);
  if (!octets) {
    print_error("pismovod: " + octets.error().text);
    return kExitNoInput;
  }
  if (add_report(*octets, table)) return kPass;
  print_error("pismovod: " + path + ": no report of `replay --json`");
  return kExitBadData;
}

Json json_of(const ReadyMailbox& mailbox) {
  Json out = {{"mailbox", mailbox.address},
              {"mode", name_of(mailbox.mode)},
              {"next", mailbox.next ? Json(name_of(*mailbox.next)) : Json(nullptr)},
              {"letters", mailbox.letters},
              {"ready", name_of(mailbox.for_next)},
              {"held_back_by", mailbox.held_back_by},
              {"lines", mailbox.lines()}};
  out["requirements"] = Json::array();
  for (const ReadyRequirement& row : mailbox.requirements) {
    out["requirements"].push_back({{"requirement", row.id},
                                   {"seen", row.figures.seen},
                                   {"refused", row.figures.refused},
                                   {"marked_wrong", row.figures.marked_wrong},
                                   {"wrongly", row.figures.wrongly},
                                   {"missed", row.figures.missed},
                                   {"enforce", name_of(row.to_enforce)}});
  }
  return out;
}

class Report {
 public:
  explicit Report(const Texts& texts) : texts_(texts) {}

  void print(const ReadyMailbox& mailbox) const {
    print_line(mailbox.address + ": " + std::string(name_of(mailbox.mode)) + ", " + step(mailbox));
    for (const ReadyRequirement& row : mailbox.requirements) {
      if (row.figures.seen + row.figures.missed == 0) continue;
      print_line("    " + padded(title_of(row.id, texts_), 44) + " " +
                 words("row", {{"seen", std::to_string(row.figures.seen)},
                               {"refused", std::to_string(row.figures.refused)},
                               {"marked", std::to_string(row.figures.marked_wrong)},
                               {"wrongly", std::to_string(row.figures.wrongly)},
                               {"missed", std::to_string(row.figures.missed)},
                               {"enforce", words("enforce_" + std::string(name_of(row.to_enforce)))}}));
    }
    if (const std::string lines = mailbox.lines(); !lines.empty()) print_line("\n" + lines);
  }

 private:
  std::string words(const std::string& key, const std::map<std::string, std::string>& gaps = {}) const {
    return texts_.get("ready." + key, gaps);
  }

  std::string step(const ReadyMailbox& mailbox) const {
    if (!mailbox.next) return words(mailbox.held_back_by.empty() ? "last" : "last_wrong", gaps_of(mailbox));
    return words("step_" + std::string(name_of(mailbox.for_next)), gaps_of(mailbox));
  }

  std::map<std::string, std::string> gaps_of(const ReadyMailbox& mailbox) const {
    std::string by;
    for (const std::string& id : mailbox.held_back_by) by += (by.empty() ? "" : ", ") + title_of(id, texts_);
    return {{"letters", std::to_string(mailbox.letters)},
            {"next", mailbox.next ? std::string(name_of(*mailbox.next)) : ""},
            {"by", by}};
  }

  const Texts& texts_;
};

}  // namespace

int ready(const ReadyOptions& options) {
  const LoadedConfiguration loaded = load_configuration(options.configs);
  for (const ConfigError& error : loaded.errors) print_error(error.message());
  if (!loaded.configuration) return kExitConfiguration;
  ReadyTable table;
  for (const int status :
       {add_journal(*loaded.configuration, table), add_archive(options, *loaded.configuration, table)}) {
    if (status != kPass) return status;
  }
  Json all = Json::array();
  for (const ReadyMailbox& mailbox : readiness(*loaded.configuration, table)) {
    if (options.json) {
      all.push_back(json_of(mailbox));
    } else if (mailbox.letters > 0) {
      Report(loaded.configuration->texts).print(mailbox);
    }
  }
  if (options.json) print_line(all.dump(-1, ' ', false, Json::error_handler_t::replace));
  return kPass;
}

}  // namespace pismovod
