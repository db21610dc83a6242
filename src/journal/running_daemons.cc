#include "journal/running_daemons.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "journal/memos.h"

namespace pismovod {
namespace {

using Json = nlohmann::json;

std::string json_of(const RunningDaemon& daemon) {
  return Json{{"version", daemon.version},
              {"rules", daemon.rules},
              {"since", to_milliseconds(daemon.rules_since)},
              {"seen", to_milliseconds(daemon.seen)}}
      .dump();
}

// What a later program wrote, or nobody.
std::optional<RunningDaemon> daemon_of(const Memo& memo) {
  try {
    const Json json = Json::parse(memo.value);
    return RunningDaemon{memo.key, json.value("version", ""), json.value("rules", ""),
                         from_milliseconds(json.value("since", int64_t{0})),
                         from_milliseconds(json.value("seen", int64_t{0}))};
  } catch (const Json::exception&) {
    return std::nullopt;
  }
}

}  // namespace

StoreResult<void> say(Store& store, const RunningDaemon& daemon) {
  return put_memo(store, MemoKind::daemon, {daemon.host, json_of(daemon), daemon.seen + kForgotten}, daemon.seen);
}

StoreResult<void> say_no_more(Store& store, const std::string& host, Instant now) {
  return remove_memo(store, MemoKind::daemon, host, now);
}

StoreResult<std::vector<RunningDaemon>> running_daemons(Store& store, Instant now) {
  const auto memos = store.memos(MemoKind::daemon, now);
  if (!memos) return tl::unexpected(memos.error());
  std::vector<RunningDaemon> out;
  for (const Memo& memo : *memos) {
    if (auto daemon = daemon_of(memo)) out.push_back(*std::move(daemon));
  }
  return out;
}

bool rules_differ(const std::vector<RunningDaemon>& daemons, Instant now) {
  const RunningDaemon* first = nullptr;
  return std::any_of(daemons.begin(), daemons.end(), [&](const RunningDaemon& daemon) {
    if (is_silent(daemon, now)) return false;
    if (first == nullptr) first = &daemon;
    return daemon.rules != first->rules;
  });
}

}  // namespace pismovod
