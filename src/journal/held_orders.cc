#include "journal/held_orders.h"

#include <nlohmann/json.hpp>

#include "journal/memos.h"

namespace pismovod {
namespace {

using Json = nlohmann::json;

Instant end_of(const HeldOrder& order) { return order.ending.at + kOrderStands; }

// `begun_until`: nobody else follows it before.
Memo memo_of(const HeldOrder& order, Instant begun_until) {
  const Json json = {{"host", order.host},
                     {"how", name_of(order.ending.how)},
                     {"by", order.ending.by},
                     {"why", order.ending.why},
                     {"trouble", order.trouble},
                     {"at", to_milliseconds(order.ending.at)},
                     {"begun_until", to_milliseconds(begun_until)}};
  return {order.number, json.dump(-1, ' ', false, Json::error_handler_t::replace), end_of(order)};
}

struct Standing {
  HeldOrder order;
  Instant begun_until;
};

// What a later program wrote is none.
std::optional<Standing> standing_in(const Memo& memo) {
  try {
    const Json json = Json::parse(memo.value);
    const bool drops = json.value("how", "") == name_of(CaseEnding::How::dropped);
    const CaseEnding ending{drops ? CaseEnding::How::dropped : CaseEnding::How::released, json.value("by", ""),
                            json.value("why", ""), from_milliseconds(json.value("at", int64_t{0}))};
    return Standing{{memo.key, json.value("host", ""), ending, json.value("trouble", "")},
                    from_milliseconds(json.value("begun_until", int64_t{0}))};
  } catch (const Json::exception&) {
    return std::nullopt;
  }
}

bool is_begun(const Memo& memo, Instant now) {
  const auto standing = standing_in(memo);
  return !standing || standing->begun_until > now;
}

}  // namespace

StoreResult<void> give_order(Store& store, const HeldOrder& order) {
  bool is_other = false;
  auto given = store.change_memo(MemoKind::order, order.number, order.ending.at, [&](const std::optional<Memo>& there) {
    is_other = there.has_value();
    return is_other ? there : memo_of(order, Instant());
  });
  if (given && is_other) return tl::unexpected(StoreError{StoreError::Kind::other, "it was ordered already"});
  return given;
}

StoreResult<std::optional<HeldOrder>> order_of(Store& store, const std::string& number, Instant now) {
  const auto memo = store.memo(MemoKind::order, number, now);
  if (!memo) return tl::unexpected(memo.error());
  const auto standing = *memo ? standing_in(**memo) : std::nullopt;
  return standing ? std::optional(standing->order) : std::nullopt;
}

StoreResult<std::optional<HeldOrder>> take_order(Store& store, const std::string& host, Instant now) {
  const auto memos = store.memos(MemoKind::order, now);
  if (!memos) return tl::unexpected(memos.error());
  for (const Memo& memo : *memos) {
    const auto standing = standing_in(memo);
    if (!standing || standing->order.host != host || standing->begun_until > now) continue;
    bool is_ours = false;
    const auto taken = store.change_memo(MemoKind::order, memo.key, now, [&](const std::optional<Memo>& there) {
      is_ours = there && !is_begun(*there, now);
      return is_ours ? memo_of(standing->order, now + kOrderLease) : there;
    });
    if (!taken) return tl::unexpected(taken.error());
    if (is_ours) return standing->order;
  }
  return std::nullopt;
}

StoreResult<void> put_off(Store& store, const HeldOrder& order, Instant now) {
  return put_memo(store, MemoKind::order, memo_of(order, now + kOrderLease), now);
}

StoreResult<void> settle(Store& store, const HeldOrder& order, Instant now) {
  return remove_memo(store, MemoKind::order, order.number, now);
}

}  // namespace pismovod
