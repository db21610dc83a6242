// Who is signed in: random tokens, kept as digests in the journal, each until it expires: on all pages that share it,
// over their restarts.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "journal/store.h"
#include "review/users.h"

namespace pismovod {

// Any thread. The caller gives the time.
class Sessions {
 public:
  static constexpr size_t kMost = 1'000;  // the one that ends first gives way

  // Both outlive it.
  Sessions(Store& store, Users& users, std::chrono::seconds lifetime)
      : store_(store), users_(users), lifetime_(lifetime) {}

  // The token for the visitor's cookie.
  StoreResult<std::string> open(const User& user, Instant now);
  // Whose token this is. Nobody's when it has expired, or the user has since got another password or
  // role, or is gone.
  StoreResult<std::optional<User>> find(const std::string& token, Instant now);
  StoreResult<void> close(const std::string& token, Instant now);

 private:
  StoreResult<void> make_room(Instant now);

  Store& store_;
  Users& users_;
  std::chrono::seconds lifetime_;
};

}  // namespace pismovod
