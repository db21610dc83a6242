// What a person on one machine wants done to a letter that is held in another's queue. The daemon of that machine does
// it and says so in the case; until then the order stands. Any thread; nothing throws.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "journal/store.h"

namespace pismovod {

struct HeldOrder {
  std::string number;        // of the case
  std::string host;          // in whose queue the letter lies
  CaseEnding ending;         // what is to be done, who asked, why, when
  std::string trouble = {};  // why it could not be done yet, as that machine's queue says it
  bool operator==(const HeldOrder&) const = default;
};

// An order that nobody could follow for so long is over: its letter lies where it lay.
inline constexpr std::chrono::hours kOrderStands{24};
// So long nobody else follows an order that one has begun.
inline constexpr std::chrono::minutes kOrderLease{2};

// One a case: an error where another stands.
StoreResult<void> give_order(Store& store, const HeldOrder& order);
StoreResult<std::optional<HeldOrder>> order_of(Store& store, const std::string& number, Instant now);

// One for this host that nobody has begun; it is the caller's for kOrderLease.
StoreResult<std::optional<HeldOrder>> take_order(Store& store, const std::string& host, Instant now);
// It could not be done; it is tried again when its lease is over.
StoreResult<void> put_off(Store& store, const HeldOrder& order, Instant now);
// It is done, or never will be.
StoreResult<void> settle(Store& store, const HeldOrder& order, Instant now);

}  // namespace pismovod
