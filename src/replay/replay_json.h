// A replay's figures as JSON: the report of `replay --json`, and the state by which a replay is resumed.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "replay/answers.h"
#include "replay/difference.h"
#include "replay/ready.h"
#include "replay/tally.h"

namespace pismovod {

struct ReplayResult {
  ReplayTally tally;
  std::optional<Differences> differences;  // where other rules were given
  Correspondence correspondence = {};      // letters to 1C, and its answers
};

// One line. The twenty commonest evidences and the fifty senders with most letters that would be refused.
std::string replay_json(const ReplayResult& result);

// What such a report says of each mailbox and requirement, for `ready`. False where it is none.
bool add_report(std::string_view json, ReadyTable& table);

// A letter of which 1C's answer says otherwise than the rules, as such a report shows it.
struct AnswerMistake {
  std::string letter;  // its name
  std::string requirement;
  bool is_missed = false;  // 1C asked for it; else the rules called it lacking, and 1C asked for nothing
};
// Nothing where it is no report.
std::optional<std::vector<AnswerMistake>> mistakes_in(std::string_view json);

// How far a replay has come: everything in it, and the letters that need not be judged again.
struct ReplayState {
  std::string what;  // a digest of the rules and of the names given: another replay's state is refused
  uint64_t done = 0;
  ReplayResult result;
};

std::string state_json(const ReplayState& state);
// Nothing for what state_json() did not write.
std::optional<ReplayState> read_state(std::string_view json);

}  // namespace pismovod
