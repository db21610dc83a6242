#include "review/sessions.h"

#include <algorithm>

#include "base/digest.h"
#include "base/secret.h"

namespace pismovod {

std::string Sessions::open(const User& user, Clock::time_point now) {
  std::string token = random_token();
  const std::lock_guard lock(mutex_);
  make_room(now);
  sessions_[digest_of(token)] = {user, now + lifetime_};
  return token;
}

std::optional<User> Sessions::find(const std::string& token, Clock::time_point now) {
  std::optional<User> holder;
  {
    const std::lock_guard lock(mutex_);
    const auto found = sessions_.find(digest_of(token));
    if (found == sessions_.end() || found->second.expires <= now) return std::nullopt;
    holder = found->second.user;
  }
  std::optional<User> known = users_.find(holder->name);
  if (known && known->hash == holder->hash && known->role == holder->role) return known;
  close(token);
  return std::nullopt;
}

void Sessions::close(const std::string& token) {
  const std::lock_guard lock(mutex_);
  sessions_.erase(digest_of(token));
}

void Sessions::make_room(Clock::time_point now) {
  std::erase_if(sessions_, [&](const auto& item) { return item.second.expires <= now; });
  if (sessions_.size() < kMost) return;
  sessions_.erase(std::min_element(sessions_.begin(), sessions_.end(),
                                   [](const auto& a, const auto& b) { return a.second.expires < b.second.expires; }));
}

}  // namespace pismovod
