#include "cli/manual.h"

#include <algorithm>
#include <array>

#include "base/exit_status.h"
#include "cli/roff.h"
#include "config/key_tables.h"
#include "config/options.h"

namespace pismovod {
namespace {

constexpr std::string_view kCommands = "pismovod.1";
constexpr std::string_view kKeys = "pismovod.toml.5";
constexpr std::string_view kMilter = "pismovod-milter.8";

// What of the settings the milter goes by; the page tells no others.
constexpr std::array<std::string_view, 5> kMilterTables = {"milter", "exempt", "override", "readers", "log"};

struct Status {
  int number;
  std::string_view meaning;
};
constexpr std::array<Status, 10> kStatuses = {{
    {kPass, "All went well; of letters: each passes."},
    {kFail, "Something required is missing or invalid in a letter."},
    {kExitUsage, "The command line is wrong."},
    {kExitBadData, "A letter cannot be read at all."},
    {kExitNoInput, "There is no such file, or no such case."},
    {kExitUnavailable, "The socket is in use; no daemon answers; the journal or the queue will not have it."},
    {kExitSoftware, "A fault of the program."},
    {kExitSystem, "The system said no."},
    {kExitNoPermission, "No permission."},
    {kExitConfiguration, "The configuration: each error as file:line:column: text."},
}};

void add_statuses(Roff& page, int least) {
  page.heading("EXIT STATUS");
  for (const Status& status : kStatuses) {
    if (status.number == kPass || status.number >= least) page.item(std::to_string(status.number), status.meaning);
  }
}

void add_files(Roff& page) {
  page.heading("FILES")
      .item("/etc/pismovod/pismovod.toml", "The configuration; see pismovod.toml(5).")
      .item("/var/lib/pismovod", "The journal, the secret that links are signed with, those who may sign in.")
      .item("/var/spool/pismovod", "Large letters while they are judged, and what waits to be written.")
      .item("/run/pismovod-queue.sock", "Where the helper for held letters is asked (pismovod-queue.socket).")
      .item("/usr/share/pismovod",
            "The shipped mailboxes, texts and catalogue, to be read; they are within the program.");
}

void add_command(Roff& page, const Command& command) {
  page.subheading(command.name).plain(synopsis_of(command)).paragraph(command.meaning);
  for (const CommandOption& option : command.options) {
    if (option.is_help()) continue;
    std::string names;
    for (const std::string& name : option.names) names += (names.empty() ? "" : ", ") + name;
    page.item(names, option.meaning);
  }
}

void add_option(Roff& page, const Option& option, const AdminWords& words) {
  static const Settings defaults;
  const std::string unit = option.unit.empty() ? "" : ", " + words.of(option.unit);
  page.item(option.key + " = " + option.show(defaults), option.meaning);
  page.more("(" + words.of(option.type) + unit + (option.range.empty() ? "" : "; " + words.of(option.range)) + ")");
}

std::string commands_page(const Command& program, const AdminWords& words) {
  Roff page("PISMOVOD", 1, words);
  page.heading("NAME").paragraph("pismovod - looks over letters to 1C's mailboxes before they leave");
  page.heading("SYNOPSIS").paragraph("pismovod COMMAND [OPTION]...");
  page.heading("DESCRIPTION").paragraph(program.meaning);
  page.paragraph("Run as a milter, it is described in pismovod-milter(8).");
  page.heading("COMMANDS");
  for (const Command* command : leaves_of(program)) add_command(page, *command);
  add_statuses(page, kFail);
  add_files(page);
  page.heading("SEE ALSO").paragraph("pismovod.toml(5), pismovod-milter(8), /usr/share/doc/pismovod");
  return page.text();
}

std::string keys_page(const AdminWords& words) {
  Roff page("PISMOVOD.TOML", 5, words);
  page.heading("NAME").paragraph("pismovod.toml - configuration of pismovod");
  page.heading("DESCRIPTION")
      .paragraph(
          "A file in TOML. Before a dot stands the table's name: milter.mode is the key mode of [milter]. The value "
          "shown "
          "is the default. An unknown key is an error.");
  page.paragraph("pismovod config check tells every error; pismovod reload brings a change into force.");
  page.heading("SETTINGS");
  for (const Option& option : options()) add_option(page, option, words);
  for (const KeyTable& table : kKeyTables) {
    page.heading(table.heading);
    for (const Key& key : table.keys) page.item(key.name, key.meaning).more("(" + words.of(key.type) + ")");
  }
  page.heading("SEE ALSO").paragraph("pismovod(1), pismovod-milter(8)");
  return page.text();
}

bool is_of_milter(const Option& option) {
  return std::any_of(kMilterTables.begin(), kMilterTables.end(),
                     [&](std::string_view table) { return option.key.starts_with(std::string(table) + "."); });
}

std::string milter_page(const Command& program, const AdminWords& words) {
  Roff page("PISMOVOD-MILTER", 8, words);
  page.heading("NAME").paragraph("pismovod-milter - pismovod beside the mail server");
  page.heading("DESCRIPTION")
      .paragraph(
          "pismovod serve is a milter: the mail server shows it each letter before the letter is accepted. What it "
          "lets "
          "pass, marks, refuses, holds or withholds, and when, is said in /usr/share/doc/pismovod/milter.md.");
  page.heading("POSTFIX")
      .paragraph("In main.cf, first in the list and before the DKIM signer; the path is right with and without chroot:")
      .code(
          "smtpd_milters         = unix:pismovod/milter.sock\n"
          "non_smtpd_milters     = unix:pismovod/milter.sock\n"
          "milter_default_action = accept");
  page.heading("UNITS")
      .item("pismovod.service", "The milter, which also sends notices to senders.")
      .item("pismovod-review.service", "The page where refusals are reviewed.")
      .item(
          "pismovod-queue.socket",
          "Starts the helper that looks at, releases and drops held letters as root, for the user pismovod and nobody "
          "else.");
  page.heading("COMMANDS");
  for (const Command* command : leaves_of(program)) {
    for (const std::string_view name : {"pismovod serve", "pismovod reload", "pismovod notify", "pismovod review"})
      if (command->name == name) add_command(page, *command);
  }
  page.heading("SIGNALS")
      .item("SIGTERM, SIGINT", "Letters in progress are finished, then the daemon ends.")
      .item("SIGHUP, SIGUSR1", "As pismovod reload.");
  page.heading("SETTINGS").paragraph("Of pismovod.toml(5), those of the milter:");
  for (const Option& option : options()) {
    if (is_of_milter(option)) add_option(page, option, words);
  }
  add_statuses(page, kExitUsage);
  add_files(page);
  page.heading("SEE ALSO").paragraph("pismovod(1), pismovod.toml(5), postconf(5)");
  return page.text();
}

}  // namespace

std::vector<std::string> manual_pages() { return {std::string(kCommands), std::string(kKeys), std::string(kMilter)}; }

std::string manual_page(std::string_view page, const Command& program, const AdminWords& words) {
  if (page == kCommands) return commands_page(program, words);
  if (page == kKeys) return keys_page(words);
  if (page == kMilter) return milter_page(program, words);
  return {};
}

}  // namespace pismovod
