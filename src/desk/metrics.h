// What the milter counts. Any thread; a reader sees each number whole, not all of one moment.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <string>

#include "desk/histogram.h"
#include "desk/last_faults.h"
#include "rules/policy.h"

namespace pismovod {

struct Metrics {
  using Counter = std::atomic<uint64_t>;

  Counter connections{0};
  Counter not_ours{0};               // let go at DATA
  std::array<Counter, 5> letters{};  // by Action: what came of those that concern us
  Counter exempt{0};
  Counter overridden{0};
  Counter completed{0};  // with the partner's own data
  Counter machines{0};
  Counter cannot_inspect{0};
  Counter unverified{0};  // letters with a requirement that could not be told
  Counter aborted{0};     // the sender or the MTA went away
  Counter busy{0};        // no place to judge in before the deadline
  Counter unjudged{0};    // passed without being judged for another reason: the program was ending
  Counter failures{0};    // faults of ours
  Counter put_off{0};     // answered 451
  Counter octets{0};      // of letters that concern us
  Counter judging_microseconds{0};
  Counter reloads{0};
  Counter reloads_refused{0};
  Histogram judging;  // of letters that were judged
  Histogram waiting;  // for a place
  LastFaults faults;

  void count(Action action) { ++letters.at(static_cast<size_t>(action)); }

  // One line, key=value.
  std::string text() const;
};

}  // namespace pismovod
