// The commands that need no daemon. Each returns an exit status of sysexits.h and never throws.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/exit_status.h"

namespace pismovod {

using Configs = std::vector<std::string>;

struct CheckOptions {
  Configs configs;
  bool json = false;
  bool only_failed = false;  // letters that leave are not shown
  bool journal = false;      // what earlier letters of a thread held is asked of the journal
  std::string since;         // letters that are older are passed over; empty: none
  unsigned deadline = 0;     // seconds for a letter; 0: as configured
  unsigned jobs = 0;         // letters at a time; 0: as many as processors
  std::string from;
  std::vector<std::string> to;
  std::vector<std::string> letters;
};
int check(const CheckOptions& options);

struct LearnOptions {
  Configs configs;
  bool measure = false;
  bool from_journal = false;         // show what marks teach
  std::string from_replay;           // a report of `replay --json`: show what 1C's answers teach of the letters
  bool write = false;                // and add it to the examples of one's own
  std::string out;                   // the model's file; empty: as configured
  std::vector<std::string> letters;  // changed verdicts over these are shown first, and nothing is written
};
int learn(const LearnOptions& options);

struct WordsOptions {
  Configs configs;
  std::string words;     // a phrase, {CONCEPT}, or the text of an example
  std::string scenario;  // MAILBOX:SCENARIO that gets the phrase
  std::string teaches;   // QUESTION:LABEL that gets the example
  std::vector<std::string> letters;
};
// What a phrase hits in letters, and which verdicts change with it.
int words_try(const WordsOptions& options);

int config_check(const Configs& configs);
int config_show(const Configs& configs);
int config_reference();

// `topic`: only its help with these words; empty words: all help.
int mailboxes(const Configs& configs, const std::string& address, const std::optional<std::string>& topic);

struct TemplateOptions {
  Configs configs;
  std::string address;
  std::string scenario;
  std::string from;                          // whose data go in; empty: the first organisation's
  std::string document;                      // a paper for the client's letterhead instead of a letter
  std::map<std::string, std::string> known;  // what goes into it, by requirement
};
int letter_template(const TemplateOptions& options);

struct JournalOptions {
  Configs configs;
  std::string number;
  std::string since;
  std::string until;
  std::string sender;
  std::string mailbox;
  std::string missing;
  std::string action;
  std::string text;
  size_t limit = 50;
  bool json = false;
  bool csv = false;
  int64_t days = 0;
  std::string why;
};
int journal_list(const JournalOptions& options);
int journal_show(const JournalOptions& options);
int journal_explain(const JournalOptions& options);
int journal_stats(const JournalOptions& options);
int journal_export(const JournalOptions& options);
int journal_prune(const JournalOptions& options);
int journal_release(const JournalOptions& options);
int journal_drop(const JournalOptions& options);
int journal_untie(const JournalOptions& options);
int journal_unlink(const JournalOptions& options);
int journal_allow(const JournalOptions& options);
int journal_resend(const JournalOptions& options);

struct NotifyOptions {
  Configs configs;
  bool once = false;
};
// Sends letters of ours until it is told to end; `once`: those that are due.
int notify(const NotifyOptions& options);

struct NoticePreviewOptions {
  Configs configs;
  std::string from;
  std::vector<std::string> to;
  bool html = false;
  bool eml = false;
  std::string letter;
};
// Shows the notice that the sender of a letter would get; sends nothing.
int notice_preview(const NoticePreviewOptions& options);

}  // namespace pismovod
