// What a rule would have done to past mail: figures over any number of letters, in bounded memory.
//
// Evidences and senders are counted up to a bound of different ones; what comes behind it is counted as others.
// Holds words of letters (evidences) and addresses of senders: the admin's own archive, shown to him alone.
// A value; one thread at a time.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "actions/outcome.h"

namespace pismovod {

// Different texts with how often each was seen.
struct Counted {
  static constexpr size_t kMostDifferent = 5000;

  std::map<std::string, uint64_t> seen;
  uint64_t others = 0;

  void add(const std::string& text);
};

struct RequirementTally {
  uint64_t owed = 0;        // letters
  uint64_t missing = 0;     // a must
  uint64_t invalid = 0;     // a must
  uint64_t unverified = 0;  // at any level
  uint64_t wished = 0;      // a should, missing or invalid
  Counted why;              // keys of reasons of what is not simply found
  Counted evidence;         // "invalid: ИНН 7713456711"
};

struct MatterTally {
  uint64_t letters = 0;
  uint64_t refused = 0;     // would be
  uint64_t unverified = 0;  // pass, but something could not be told
  uint64_t unsure = 0;      // not sure what the letter is about
};

struct SenderTally {
  uint64_t letters = 0;  // to mailboxes of ours
  uint64_t refused = 0;
};

struct ReplayTally {
  static constexpr size_t kMostSenders = 20000;

  uint64_t letters = 0;
  uint64_t ours = 0;        // with a mailbox of the rules among the recipients
  uint64_t refused = 0;     // would be stopped were every mailbox enforced
  uint64_t unverified = 0;  // pass, but something could not be told
  uint64_t machines = 0;
  uint64_t cannot_inspect = 0;
  uint64_t unread = 0;  // what is no letter
  double seconds = 0;   // of judging, over all threads
  double slowest = 0;
  std::map<std::string, std::map<std::string, MatterTally>> matters;            // by mailbox, by scenario
  std::map<std::string, std::map<std::string, RequirementTally>> requirements;  // by mailbox
  std::map<std::string, SenderTally> senders;

  void add(const std::string& sender, const Outcome& outcome, double seconds_taken);

 private:
  void add(const Verdict& verdict);
};

}  // namespace pismovod
