// pismovod journal list, export, prune
#include "actions/wording.h"
#include "cli/journal_open.h"
#include "cli/terminal.h"
#include "cli/time_text.h"
#include "journal/entry_json.h"
#include "rules/policy.h"

namespace pismovod {
namespace {

constexpr size_t kPage = 500;

std::string joined(const std::vector<std::string>& list, const char* between = ", ") {
  std::string out;
  for (const std::string& item : list) out += (out.empty() ? "" : between) + item;
  return out;
}

// RFC 4180; a cell that a spreadsheet would take for a formula is made text.
std::string csv_cell(const std::string& text) {
  std::string out = printable(text);
  if (!out.empty() && std::string_view("=+-@").find(out.front()) != std::string_view::npos) out.insert(0, "'");
  if (out.find_first_of(",;\"\n") == std::string::npos) return out;
  std::string quoted = "\"";
  for (const char c : out) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

std::string csv_line(const std::vector<std::string>& cells) {
  std::string out;
  for (size_t i = 0; i < cells.size(); ++i) out += (i == 0 ? "" : ",") + csv_cell(cells[i]);
  return out + "\r";
}

std::string csv_of(const CaseLine& line) {
  return csv_line({line.number, iso_time(line.at), line.queue_id, line.sender, line.subject,
                   joined(line.mailboxes, " "), std::string(name_of(line.action)), joined(line.lacking, " "),
                   line.first_case, line.put_right ? line.put_right->by : "",
                   line.put_right ? iso_time(line.put_right->at) : "",
                   line.ending ? std::string(name_of(line.ending->how)) : "", line.marked_wrong ? "wrong" : ""});
}

std::string titles(const CaseLine& line, const Texts& texts) {
  std::string out;
  for (const std::string& id : line.lacking) out += (out.empty() ? "" : ", ") + title_of(id, texts);
  return out;
}

void print_case(const CaseLine& line, const Texts& texts, const Terminal& terminal) {
  const Colour colour = line.action > Action::withhold ? Colour::red : line.fails ? Colour::yellow : Colour::green;
  std::string action = texts.get("journal." + std::string(name_of(line.action)));
  print_line(terminal.painted(line.number, Colour::bold) + "  " + local_time(line.at) + "  " +
             terminal.painted(padded(action, 15), colour) + "  " + padded(shortened(printable(line.sender), 30), 30) +
             "  " + padded(shortened(joined(line.mailboxes), 22), 22) + "  " + shortened(printable(line.subject), 50));
  std::string more = titles(line, texts);
  if (line.put_right) {
    more += (more.empty() ? "" : "; ") +
            texts.get(line.put_right->is_override ? "journal.let_pass" : "journal.right_now",
                      {{"time", span_words(line.put_right->at - line.at, texts)}, {"case", line.put_right->by}});
  }
  if (!more.empty()) print_line(terminal.painted("         " + printable(more), Colour::dim));
}

// Everything that the filter lets through, page by page, to `take`.
template <class Take>
int walk(const OpenedJournal& journal, const CaseFilter& filter, size_t most, Take take, bool* has_more = nullptr) {
  PageRequest page;
  for (size_t left = most; left > 0;) {
    page.limit = std::min(left, kPage);
    const auto found = journal.store->list(filter, page);
    if (!found) return say_error(found.error());
    for (const CaseLine& line : found->lines) {
      if (const int status = take(line); status != 0) return status;
    }
    left -= found->lines.size();
    if (has_more != nullptr) *has_more = found->has_older;
    if (!found->has_older) break;
    page.before = found->lines.back().position;
  }
  return kPass;
}

int print_whole(const OpenedJournal& journal, const CaseLine& line) {
  const auto entry = journal.store->find(line.number);
  const auto letters = journal.store->letters_of(line.number);
  if (!entry) return say_error(entry.error());
  print_line(whole_case_json(*entry, letters.value_or(std::vector<OutboxRow>())));
  return kPass;
}

}  // namespace

int journal_list(const JournalOptions& options) {
  int status = 0;
  const auto filter = filter_of(options, status);
  if (!filter) return status;
  const auto journal = open_journal(options.configs, status);
  if (!journal) return status;
  const Terminal terminal;
  bool has_more = false;
  size_t count = 0;
  status = walk(
      *journal, *filter, options.limit,
      [&](const CaseLine& line) {
        ++count;
        if (options.json) return print_whole(*journal, line);
        print_case(line, journal->texts(), terminal);
        return kPass;
      },
      &has_more);
  if (count == 0 && !options.json && status == kPass) print_line(journal->texts().get("journal.none"));
  if (has_more && !options.json) print_line(terminal.painted(journal->texts().get("journal.more"), Colour::dim));
  return status;
}

int journal_export(const JournalOptions& options) {
  int status = 0;
  const auto filter = filter_of(options, status);
  if (!filter) return status;
  const auto journal = open_journal(options.configs, status);
  if (!journal) return status;
  if (!options.json) {
    print_line(csv_line({"case", "time", "queue_id", "sender", "subject", "mailboxes", "action", "lacking",
                         "first_case", "put_right_by", "put_right_at", "ended", "marked"}));
  }
  return walk(*journal, *filter, SIZE_MAX, [&](const CaseLine& line) {
    if (options.json) return print_whole(*journal, line);
    print_line(csv_of(line));
    return kPass;
  });
}

int journal_prune(const JournalOptions& options) {
  int status = 0;
  const auto journal = open_journal(options.configs, status);
  if (!journal) return status;
  const Settings& settings = journal->configuration->settings;
  const int64_t days = options.days > 0 ? options.days : settings.journal.keep_days;
  const Instant now = wall_clock();
  const auto gone = journal->store->prune(days == 0 ? Instant() : now - std::chrono::days(days),
                                          now - std::chrono::days(settings.notify.keep_days));
  if (!gone) return say_error(gone.error());
  print_line(journal->texts().get("journal.pruned", {{"count", std::to_string(*gone)}}));
  return kPass;
}

}  // namespace pismovod
