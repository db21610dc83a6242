// pismovod journal stats
#include <nlohmann/json.hpp>

#include <algorithm>

#include "actions/wording.h"
#include "cli/journal_open.h"
#include "cli/terminal.h"
#include "cli/time_text.h"

namespace pismovod {
namespace {

using Json = nlohmann::ordered_json;

constexpr size_t kRows = 15;

Json json_of(const Tally& row) {
  return {{"name", row.name},
          {"other", row.other},
          {"letters", row.letters},
          {"failed", row.failed},
          {"refused", row.refused},
          {"held", row.held},
          {"withheld", row.withheld},
          {"annotated", row.annotated},
          {"overridden", row.overridden},
          {"put_right", row.put_right},
          {"put_right_seconds", row.put_right_seconds},
          {"marked_right", row.marked_right},
          {"marked_wrong", row.marked_wrong},
          {"missing", row.missing},
          {"invalid", row.invalid},
          {"unverified", row.unverified}};
}

class Stats {
 public:
  Stats(const OpenedJournal& journal, const CaseFilter& filter) : journal_(journal), filter_(filter) {}

  int run(bool json) {
    if (!read()) return say_error(error_);
    if (json) {
      print_json();
    } else {
      print();
    }
    return kPass;
  }

 private:
  bool read() {
    for (const auto& [kind, rows] :
         {std::pair{TallyKind::total, &total_}, std::pair{TallyKind::mailbox, &mailboxes_},
          std::pair{TallyKind::requirement, &requirements_}, std::pair{TallyKind::sender, &senders_},
          std::pair{TallyKind::checked_before, &checked_before_}}) {
      TallyRequest request;
      request.kind = kind;
      request.since = filter_.since;
      request.until = filter_.until;
      auto found = journal_.store->tallies(request);
      if (!found) {
        error_ = found.error();
        return false;
      }
      *rows = std::move(*found);
      std::stable_sort(rows->begin(), rows->end(), [](const Tally& a, const Tally& b) { return a.failed > b.failed; });
    }
    return true;
  }

  void print_json() const {
    Json out;
    for (const auto& [name, rows] :
         {std::pair{"total", &total_}, std::pair{"mailboxes", &mailboxes_}, std::pair{"requirements", &requirements_},
          std::pair{"senders", &senders_}, std::pair{"checked_before", &checked_before_}}) {
      out[name] = Json::array();
      for (const Tally& row : *rows) out[name].push_back(json_of(row));
    }
    print_line(out.dump(-1, ' ', false, Json::error_handler_t::replace));
  }

  std::string figures(const Tally& row) const {
    std::string out = texts().get("journal.stats_head", {{"letters", std::to_string(row.letters)},
                                                         {"failed", std::to_string(row.failed)},
                                                         {"refused", std::to_string(row.refused)},
                                                         {"held", std::to_string(row.held)},
                                                         {"put_right", std::to_string(row.put_right)}});
    if (row.put_right > 0) {
      out += "; " +
             texts().get("journal.stats_speed",
                         {{"time", span_words(std::chrono::seconds(row.put_right_seconds / row.put_right), texts())}});
    }
    return out;
  }

  void print() const {
    if (total_.empty()) return print_line(texts().get("journal.none"));
    print_line(figures(total_.front()));
    heading("stats_mailboxes");
    for (const Tally& row : mailboxes_) print_line("  " + padded(row.name, 24) + " " + figures(row));
    heading("stats_requirements");
    print_rows(requirements_, [&](const Tally& row) { return title_of(row.name, texts()) + " (" + row.other + ")"; });
    heading("stats_senders");
    print_rows(senders_, [](const Tally& row) { return printable(row.name); });
    if (checked_before_.empty()) return;
    heading("stats_checked_before");
    for (const Tally& row : checked_before_)
      print_line("  " + padded(std::to_string(row.letters), 14) + " " + texts().get("journal.checked." + row.name));
  }

  void heading(const char* key) const { print_line("\n" + texts().get(std::string("journal.") + key)); }

  template <class Name>
  void print_rows(const std::vector<Tally>& rows, Name name) const {
    size_t count = 0;
    for (const Tally& row : rows) {
      if (row.failed == 0 || ++count > kRows) continue;
      print_line("  " + padded(std::to_string(row.failed) + " / " + std::to_string(row.letters), 14) + " " + name(row));
    }
  }

  const Texts& texts() const { return journal_.texts(); }

  const OpenedJournal& journal_;
  const CaseFilter& filter_;
  StoreError error_;
  std::vector<Tally> total_;
  std::vector<Tally> mailboxes_;
  std::vector<Tally> requirements_;
  std::vector<Tally> senders_;
  std::vector<Tally> checked_before_;
};

}  // namespace

int journal_stats(const JournalOptions& options) {
  int status = 0;
  JournalOptions with_default = options;
  if (with_default.since.empty()) with_default.since = "30d";
  const auto filter = filter_of(with_default, status);
  if (!filter) return status;
  const auto journal = open_journal(options.configs, status);
  return journal ? Stats(*journal, *filter).run(options.json) : status;
}

}  // namespace pismovod
