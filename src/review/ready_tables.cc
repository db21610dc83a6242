#include "review/ready_tables.h"

#include <unistd.h>

#include "base/file.h"
#include "base/log.h"
#include "replay/replay_json.h"
#include "review/case_words.h"

namespace pismovod {
namespace {

std::string number(uint64_t value) { return std::to_string(value); }

// One that is there and is none is said in the log; the page goes without it.
void add_archive(const std::string& path, ReadyTable& table) {
  if (path.empty() || ::access(path.c_str(), F_OK) != 0) return;
  const auto octets = read_file(path);
  if (!octets || !add_report(*octets, table)) log_error("ready.report " + path + ": no report of `replay --json`");
}

StoreResult<std::vector<ReadyMailbox>> ready_mailboxes(const Visit& visit) {
  const Configuration& configuration = visit.shelf.configuration;
  const auto tallies = visit.shelf.store.tallies(ready_request(configuration, visit.now));
  if (!tallies) return tl::unexpected(tallies.error());
  ReadyTable table;
  table.add(*tallies);
  add_archive(configuration.settings.ready.report, table);
  auto out = readiness(configuration, table);
  std::erase_if(out, [](const ReadyMailbox& mailbox) { return mailbox.letters == 0; });
  return out;
}

// Lines to copy where it may be taken; else why not.
std::string next_words(const Visit& visit, const ReadyMailbox& mailbox) {
  if (!mailbox.next) return visit.text(mailbox.held_back_by.empty() ? "ready_last" : "ready_last_wrong");
  if (mailbox.for_next == Readiness::few) return visit.text("ready_few");
  if (mailbox.for_next == Readiness::wrong) return visit.text("ready_wrong");
  return mailbox.lines();
}

FigureRow mailbox_row(const Visit& visit, const ReadyMailbox& mailbox) {
  ReadyFigures sum;
  for (const ReadyRequirement& row : mailbox.requirements) {
    sum.refused += row.figures.refused;
    sum.marked_wrong += row.figures.marked_wrong;
    sum.wrongly += row.figures.wrongly;
    sum.missed += row.figures.missed;
  }
  return {mailbox.address,
          "/cases?mailbox=" + form_encoded(mailbox.address),
          {std::string(name_of(mailbox.mode)), number(mailbox.letters), number(sum.wrong()), number(sum.missed),
           requirement_words(visit, mailbox.held_back_by), next_words(visit, mailbox)},
          0,
          0};
}

FigureRow requirement_row(const Visit& visit, const ReadyMailbox& mailbox, const ReadyRequirement& row) {
  const ReadyFigures& figures = row.figures;
  return {requirement_word(visit, row.id) + ", " + mailbox.address,
          "/cases?mailbox=" + form_encoded(mailbox.address) + "&missing=" + form_encoded(row.id),
          {number(figures.seen), number(figures.refused), number(figures.marked_wrong), number(figures.wrongly),
           number(figures.missed), visit.text("enforce_" + std::string(name_of(row.to_enforce)))},
          static_cast<int64_t>(figures.wrong()),
          static_cast<int64_t>(figures.refused),
          {requirement_word(visit, row.id), mailbox.address, number(figures.seen), number(figures.refused),
           number(figures.marked_wrong), number(figures.wrongly), number(figures.missed),
           visit.text("enforce_" + std::string(name_of(row.to_enforce)))}};
}

FigureTable table_of(const Visit& visit, const char* id, const std::vector<const char*>& columns) {
  FigureTable out{id, visit.text(id), visit.text(std::string(id) + "_hint"), {}, {}};
  for (const char* column : columns) out.columns.push_back(visit.text(column));
  return out;
}

}  // namespace

StoreResult<std::vector<FigureTable>> ready_tables(const Visit& visit) {
  const auto mailboxes = ready_mailboxes(visit);
  if (!mailboxes) return tl::unexpected(mailboxes.error());
  FigureTable steps =
      table_of(visit, "ready",
               {"mailbox", "ready_mode", "letters", "ready_wrongly", "ready_missed", "ready_held_by", "ready_next"});
  FigureTable rows = table_of(
      visit, "ready_requirements",
      {"requirement", "letters", "failed", "marked_wrong_count", "ready_by_answers", "ready_missed", "ready_enforce"});
  rows.value_columns = rows.columns;
  rows.value_columns.insert(rows.value_columns.begin() + 1, visit.text("mailbox"));
  for (const ReadyMailbox& mailbox : *mailboxes) {
    steps.rows.push_back(mailbox_row(visit, mailbox));
    for (const ReadyRequirement& row : mailbox.requirements) {
      if (row.figures.seen + row.figures.missed > 0) rows.rows.push_back(requirement_row(visit, mailbox, row));
    }
  }
  std::vector<FigureTable> out;
  out.push_back(std::move(steps));
  out.push_back(std::move(rows));
  return out;
}

}  // namespace pismovod
