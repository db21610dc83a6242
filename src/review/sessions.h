// Who is signed in: random tokens, kept as digests, each until it expires. In memory: a restart of
// the page signs everybody out.
#pragma once

#include <chrono>
#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "review/users.h"

namespace pismovod {

// Any thread. The caller gives the time.
class Sessions {
 public:
  using Clock = std::chrono::steady_clock;
  static constexpr size_t kMost = 1'000;  // the oldest gives way

  Sessions(Users& users, std::chrono::seconds lifetime) : users_(users), lifetime_(lifetime) {}

  // The token for the visitor's cookie.
  std::string open(const User& user, Clock::time_point now);
  // Whose token this is. Nobody's when it has expired, or the user has since got another password or
  // role, or is gone.
  std::optional<User> find(const std::string& token, Clock::time_point now);
  void close(const std::string& token);

 private:
  struct Session {
    User user;
    Clock::time_point expires;
  };
  void make_room(Clock::time_point now);

  Users& users_;
  std::chrono::seconds lifetime_;
  std::mutex mutex_;
  std::map<std::string, Session> sessions_;  // by the token's digest: looking up tells nothing of a token
};

}  // namespace pismovod
