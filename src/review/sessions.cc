#include "review/sessions.h"

#include <algorithm>

#include "base/digest.h"
#include "base/secret.h"
#include "journal/memos.h"

namespace pismovod {
namespace {

// What must not have changed meanwhile; the password's hash itself stays in its file.
std::string mark_of(const User& user) { return digest_of(std::string(name_of(user.role)) + "\n" + user.hash); }

}  // namespace

StoreResult<std::string> Sessions::open(const User& user, Instant now) {
  if (auto made = make_room(now); !made) return tl::unexpected(made.error());
  std::string token = random_token();
  // By the token's digest: who reads the journal can sign in with nothing of it.
  const Memo session{digest_of(token), mark_of(user) + "\n" + user.name, now + lifetime_};
  const auto put = put_memo(store_, MemoKind::session, session, now);
  if (!put) return tl::unexpected(put.error());
  return token;
}

StoreResult<std::optional<User>> Sessions::find(const std::string& token, Instant now) {
  const auto session = store_.memo(MemoKind::session, digest_of(token), now);
  if (!session) return tl::unexpected(session.error());
  if (!*session) return std::nullopt;
  const std::string& value = (*session)->value;
  const size_t end = value.find('\n');
  if (end == std::string::npos) return std::nullopt;
  std::optional<User> known = users_.find(value.substr(end + 1));
  if (known && mark_of(*known) == value.substr(0, end)) return known;
  (void)close(token, now);
  return std::nullopt;
}

StoreResult<void> Sessions::close(const std::string& token, Instant now) {
  return remove_memo(store_, MemoKind::session, digest_of(token), now);
}

StoreResult<void> Sessions::make_room(Instant now) {
  const auto all = store_.memos(MemoKind::session, now);
  if (!all) return tl::unexpected(all.error());
  if (all->size() < kMost) return {};
  return remove_memo(
      store_, MemoKind::session,
      std::min_element(all->begin(), all->end(), [](const Memo& a, const Memo& b) { return a.until < b.until; })->key,
      now);
}

}  // namespace pismovod
