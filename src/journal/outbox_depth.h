// How much waits to be sent, for figures.
#pragma once

#include <cstdint>
#include <string>

#include "journal/store.h"

namespace pismovod {

struct OutboxDepth {
  int64_t letters = 0;  // that wait
  Instant oldest;       // when the oldest of them was made; the epoch where there is none
  uint64_t octets = 0;  // of the journal's file; 0 where it is on a server
};

// Looks into the journal by a connection of its own, and waits no longer than a second for it. Any thread.
StoreResult<OutboxDepth> outbox_depth(const std::string& journal);

}  // namespace pismovod
