#include "journal/held_orders.h"

#include <nlohmann/json.hpp>

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

Instant begun_until(const Memo& memo) {
  const Json json = Json::parse(memo.value, nullptr, false);
  return json.is_object() ? from_milliseconds(json.value("begun_until", int64_t{0})) : Instant();
}

std::optional<HeldOrder> order_of(const Memo& memo) {
  const Json json = Json::parse(memo.value, nullptr, false);
  if (!json.is_object()) return std::nullopt;
  const bool drops = json.value("how", "") == name_of(CaseEnding::How::dropped);
  return HeldOrder{memo.key,
                   json.value("host", ""),
                   {drops ? CaseEnding::How::dropped : CaseEnding::How::released, json.value("by", ""),
                    json.value("why", ""), from_milliseconds(json.value("at", int64_t{0}))},
                   json.value("trouble", "")};
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
  return *memo ? order_of(**memo) : std::nullopt;
}

StoreResult<std::optional<HeldOrder>> take_order(Store& store, const std::string& host, Instant now) {
  const auto memos = store.memos(MemoKind::order, now);
  if (!memos) return tl::unexpected(memos.error());
  for (const Memo& memo : *memos) {
    const auto order = order_of(memo);
    if (!order || order->host != host || begun_until(memo) > now) continue;
    bool is_ours = false;
    const auto taken = store.change_memo(MemoKind::order, memo.key, now, [&](const std::optional<Memo>& there) {
      is_ours = there && begun_until(*there) <= now;
      return is_ours ? memo_of(*order, now + kOrderLease) : there;
    });
    if (!taken) return tl::unexpected(taken.error());
    if (is_ours) return order;
  }
  return std::nullopt;
}

StoreResult<void> put_off(Store& store, const HeldOrder& order, Instant now) {
  return store.change_memo(MemoKind::order, order.number, now,
                           [&](const auto&) { return memo_of(order, now + kOrderLease); });
}

StoreResult<void> settle(Store& store, const HeldOrder& order, Instant now) {
  return store.change_memo(MemoKind::order, order.number, now, [](const auto&) { return std::nullopt; });
}

}  // namespace pismovod
