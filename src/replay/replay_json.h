// A replay's figures as JSON: the report of `replay --json`, and the state by which a replay is resumed.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "replay/difference.h"
#include "replay/tally.h"

namespace pismovod {

struct ReplayResult {
  ReplayTally tally;
  std::optional<Differences> differences;  // where other rules were given
};

// One line. The twenty commonest evidences and the fifty senders with most letters that would be refused.
std::string replay_json(const ReplayResult& result);

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
