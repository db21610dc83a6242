// The daemons that share a journal, as each says of itself now and then: which rules it judges by. Any thread; nothing
// throws.
#pragma once

#include <string>
#include <vector>

#include "journal/store.h"

namespace pismovod {

struct RunningDaemon {
  std::string host;     // journal.host
  std::string version;  // of the program
  std::string rules;    // their digest, as `pismovod status` has it
  Instant rules_since;
  Instant seen;  // when it said so
  bool operator==(const RunningDaemon&) const = default;
};

// How often it says so; one that was silent for kSilent is told apart, after kForgotten it is none any more.
inline constexpr std::chrono::seconds kDaemonBeat{30};
inline constexpr std::chrono::minutes kSilent{2};
inline constexpr std::chrono::hours kForgotten{24};

StoreResult<void> say(Store& store, const RunningDaemon& daemon);
// It ends: nobody waits for its word.
StoreResult<void> say_no_more(Store& store, const std::string& host, Instant now);

// In the order of their hosts.
StoreResult<std::vector<RunningDaemon>> running_daemons(Store& store, Instant now);
inline bool is_silent(const RunningDaemon& daemon, Instant now) { return daemon.seen + kSilent < now; }

// Do those that are not silent judge by other rules than each other?
bool rules_differ(const std::vector<RunningDaemon>& daemons, Instant now);

}  // namespace pismovod
