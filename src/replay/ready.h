// May a mailbox take its next step (observe → annotate → enforce)? From what the journal has counted, what the lead has
// marked wrong there, and what the answers of 1C say of past mail (the report of `replay --json`).
//
// Values. Nothing throws. The thresholds are [ready] of the configuration.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "config/configuration.h"
#include "journal/store.h"
#include "rules/policy.h"

namespace pismovod {

// Letters, of one requirement of a mailbox.
struct ReadyFigures {
  uint64_t seen = 0;          // that owed it
  uint64_t refused = 0;       // that lacked it: were refused, or would be
  uint64_t marked_wrong = 0;  // of these, where the lead says that the check was wrong
  uint64_t wrongly = 0;       // where 1C asked for nothing in answer
  uint64_t missed = 0;        // had it, it seemed, and 1C asked for it

  uint64_t wrong() const { return marked_wrong + wrongly; }
};

// By mailbox and requirement. The journal and the archive may hold the same letters: of seen and refused the larger
// figure counts.
struct ReadyTable {
  std::map<std::string, std::map<std::string, ReadyFigures>> mailboxes;

  // Of TallyKind::requirement.
  void add(const std::vector<Tally>& tallies);
  void add(const std::string& mailbox, const std::string& requirement, const ReadyFigures& archive);
};

enum class Readiness : uint8_t { yes, few, wrong };  // few letters were seen; too many would be refused wrongly
std::string_view name_of(Readiness readiness);

struct ReadyRequirement {
  std::string id;
  ReadyFigures figures;
  Readiness to_enforce = Readiness::few;
};

struct ReadyMailbox {
  std::string address;
  Mode mode = Mode::observe;
  std::optional<Mode> next;  // none: it enforces
  uint64_t letters = 0;      // as many as owed the requirement that most owed
  Readiness for_next = Readiness::few;
  std::vector<ReadyRequirement> requirements;  // whose lack stops a letter, by any scenario
  std::vector<std::string> held_back_by;       // of these: too many would be refused wrongly

  // What is to be written for the next step, as TOML; empty where it may not be taken, or there is none.
  std::string lines() const;
};

// What the journal is asked for: figures of the last ready.days.
TallyRequest ready_request(const Configuration& configuration, Instant now);

// In the order of the configuration.
std::vector<ReadyMailbox> readiness(const Configuration& configuration, const ReadyTable& table);

}  // namespace pismovod
