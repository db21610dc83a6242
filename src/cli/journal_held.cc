// pismovod journal release, drop, allow, resend, untie, unlink
#include <pwd.h>
#include <unistd.h>

#include <cstdlib>

#include "cli/journal_open.h"
#include "cli/terminal.h"
#include "desk/case_acts.h"

namespace pismovod {
namespace {

// Who acts, behind sudo too.
std::string who() {
  const char* behind = std::getenv("SUDO_USER");
  if (behind != nullptr && *behind != '\0') return behind;
  const passwd* user = ::getpwuid(::getuid());
  return user == nullptr ? std::to_string(::getuid()) : user->pw_name;
}

struct OpenedCase {
  OpenedJournal journal;
  CaseEntry entry;
};

std::optional<OpenedCase> open_case(const JournalOptions& options, int& status) {
  auto journal = open_journal(options.configs, status);
  if (!journal) return std::nullopt;
  auto entry = find_case(*journal, options.number, status);
  if (!entry) return std::nullopt;
  return OpenedCase{*std::move(journal), *std::move(entry)};
}

// `perform` on the case that the options name; then `said`, a key below "journal.".
template <class Perform>
int act(const JournalOptions& options, const char* said, const Perform& perform) {
  int status = 0;
  const auto opened = open_case(options, status);
  if (!opened) return status;
  const auto& [journal, entry] = *opened;
  const CaseAct deed{*journal.store, entry, *journal.configuration, who(), options.why};
  const ActResult done = perform(deed);
  if (!done) {
    print_error(words_of(done.error(), entry, journal.texts()));
    return kExitUnavailable;
  }
  print_line(journal.texts().get(
      *done == ActDone::ordered ? "journal.ordered" : said,
      {{"number", entry.number}, {"first", entry.first_case}, {"sender", entry.sender()}, {"host", entry.host}}));
  return kPass;
}

}  // namespace

int journal_release(const JournalOptions& options) { return act(options, "journal.released_now", release); }
int journal_drop(const JournalOptions& options) { return act(options, "journal.dropped_now", drop); }
int journal_allow(const JournalOptions& options) { return act(options, "journal.allowed_now", let_pass_once); }
int journal_resend(const JournalOptions& options) { return act(options, "journal.sent_again", send_notice_again); }
int journal_untie(const JournalOptions& options) { return act(options, "journal.untied", untie); }
int journal_unlink(const JournalOptions& options) { return act(options, "journal.unlinked", unlink); }

}  // namespace pismovod
