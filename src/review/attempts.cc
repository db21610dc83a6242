#include "review/attempts.h"

#include <algorithm>
#include <sstream>

#include "journal/memos.h"

namespace pismovod {
namespace {

using Pause = Attempts::Pause;

std::string name_key(const std::string& name, bool is_known) { return (is_known ? "k" : "n") + name; }
std::string address_key(const std::string& address) { return "a" + address; }

struct Failures {
  int count = 0;
  Instant free_at;
};

Failures failures_of(const std::optional<Memo>& memo) {
  Failures out;
  if (!memo) return out;
  int64_t free_at = 0;
  std::istringstream(memo->value) >> out.count >> free_at;
  out.free_at = from_milliseconds(free_at);
  return out;
}

Memo memo_of(const std::string& key, const Failures& failures) {
  return {key, std::to_string(failures.count) + " " + std::to_string(to_milliseconds(failures.free_at)),
          failures.free_at + Attempts::kRemembered};
}

Pause left(const Failures& failures, Instant now) {
  return failures.free_at > now ? std::chrono::ceil<Pause>(failures.free_at - now) : Pause{0};
}

// 2, 4, 8 ... seconds from the first failure that is not free.
Pause pause_after(int failures, Pause longest) {
  if (failures < Attempts::kFree) return Pause{0};
  const int doublings = std::min(failures - Attempts::kFree + 1, 20);
  return std::min(Pause{int64_t{1} << doublings}, longest);
}

}  // namespace

StoreResult<Pause> Attempts::still(const std::string& key, Instant now) const {
  const auto memo = store_.memo(MemoKind::attempt, key, now);
  if (!memo) return tl::unexpected(memo.error());
  return left(failures_of(*memo), now);
}

// Another page may have counted one just now.
StoreResult<Pause> Attempts::count(const std::string& key, Pause longest, Instant now) {
  Pause pause{0};
  const auto changed = store_.change_memo(MemoKind::attempt, key, now, [&](const std::optional<Memo>& memo) {
    Failures failures = failures_of(memo);
    pause = left(failures, now);
    if (pause.count() > 0) return memo;
    failures.free_at = now + pause_after(++failures.count, longest);
    return std::optional(memo_of(key, failures));
  });
  if (!changed) return tl::unexpected(changed.error());
  return pause;
}

StoreResult<Pause> Attempts::begin(const std::string& name, const std::string& address, Instant now, bool is_known) {
  const std::string by_name = name_key(name, is_known);
  const std::string by_address = address_key(address);
  // Looked at before anything is counted: who must wait for the one pays nothing for the other.
  auto of_name = still(by_name, now);
  if (!of_name) return of_name;
  auto of_address = still(by_address, now);
  if (!of_address) return of_address;
  if (const Pause longer = std::max(*of_name, *of_address); longer.count() > 0) return longer;
  if (auto pause = count(by_name, kLongestOfName, now); !pause || pause->count() > 0) return pause;
  return count(by_address, kLongestOfAddress, now);
}

void Attempts::forgive(const std::string& name, const std::string& address, Instant now, bool is_known) {
  for (const std::string& key : {name_key(name, is_known), address_key(address)})
    (void)remove_memo(store_, MemoKind::attempt, key, now);
}

}  // namespace pismovod
