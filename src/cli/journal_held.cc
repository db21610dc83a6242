// pismovod journal release, drop, untie, unlink
#include <pwd.h>
#include <unistd.h>

#include <cstdlib>

#include "actions/wording.h"
#include "cli/journal_open.h"
#include "cli/terminal.h"
#include "desk/keep_letter.h"
#include "desk/tell_sender.h"
#include "kept/letter_box.h"
#include "queue/held_letters.h"

namespace pismovod {
namespace {

// Who acts, behind sudo too.
std::string who() {
  const char* behind = std::getenv("SUDO_USER");
  if (behind != nullptr && *behind != '\0') return behind;
  const passwd* user = ::getpwuid(::getuid());
  return user == nullptr ? std::to_string(::getuid()) : user->pw_name;
}

int say(const OpenedJournal& journal, const char* key, const CaseEntry& entry, const std::string& other = {}) {
  print_error(
      journal.texts().get(std::string("journal.") + key,
                          {{"number", entry.number}, {"queue_id", entry.queue_id}, {"message_id", printable(other)}}));
  return kExitUnavailable;
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

// A queue id is used again by another letter; the Message-ID is not.
int check_queue(const OpenedJournal& journal, const HeldLetters& queue, const CaseEntry& entry) {
  if (entry.action != Action::hold) return say(journal, "not_held", entry);
  const auto held = queue.held(entry.queue_id);
  if (!held) {
    print_error("pismovod: " + held.error().text);
    return kExitUnavailable;
  }
  if (!*held) return say(journal, "not_in_queue", entry);
  if (!entry.message_id.empty() && (*held)->find(entry.message_id) == std::string::npos)
    return say(journal, "another_letter", entry, **held);
  return kPass;
}

int end_held(const JournalOptions& options, CaseEnding::How how) {
  int status = 0;
  const auto opened = open_case(options, status);
  if (!opened) return status;
  const auto& [journal, entry] = *opened;
  const auto queue = held_letters(journal.configuration->settings.journal.postfix);
  if (status = check_queue(journal, *queue, entry); status != kPass) return status;
  const bool release = how == CaseEnding::How::released;
  const auto changed = release ? queue->release(entry.queue_id) : queue->drop(entry.queue_id);
  if (!changed) {
    print_error("pismovod: " + changed.error().text);
    return kExitUnavailable;
  }
  const auto letters =
      told_letters(entry, release ? Deed::released : Deed::dropped, who(), options.why, *journal.configuration);
  const auto ended = journal.store->end(entry.number, {how, who(), options.why, wall_clock()}, letters);
  if (!ended) return say_error(ended.error());
  print_line(journal.texts().get(release ? "journal.released_now" : "journal.dropped_now", {{"number", entry.number}}));
  return kPass;
}

}  // namespace

int journal_release(const JournalOptions& options) { return end_held(options, CaseEnding::How::released); }
int journal_drop(const JournalOptions& options) { return end_held(options, CaseEnding::How::dropped); }

int journal_untie(const JournalOptions& options) {
  int status = 0;
  const auto opened = open_case(options, status);
  if (!opened) return status;
  const auto& [journal, entry] = *opened;
  const std::map<std::string, std::string> gaps = {{"number", entry.number}, {"first", entry.first_case}};
  const std::string words = journal.texts().get("journal.untied", gaps);
  const std::string note = options.why.empty() ? words : words + " " + options.why;
  const auto untied = journal.store->untie(entry.number, {CaseMark::Kind::note, who(), note, wall_clock()});
  if (!untied) return say_error(untied.error());
  print_line(words);
  return kPass;
}

int journal_unlink(const JournalOptions& options) {
  int status = 0;
  const auto opened = open_case(options, status);
  if (!opened) return status;
  const auto& [journal, entry] = *opened;
  const std::string words = journal.texts().get("review.unlinked");
  const std::string note = options.why.empty() ? words : words + ": " + options.why;
  if (!entry.has_no_link) {
    const auto done = journal.store->withdraw_link(entry.number, {CaseMark::Kind::note, who(), note, wall_clock()});
    if (!done) return say_error(done.error());
  }
  LetterBox(box_bounds(journal.configuration->settings), Secret::drawn()).erase(entry.number);  // no key erases
  print_line(journal.texts().get("journal.unlinked", {{"number", entry.number}}));
  return kPass;
}

}  // namespace pismovod
