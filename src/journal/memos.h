// Memos whole (store.h): written whatever stood there, removed, read as JSON. Used within journal/ and review/.
#pragma once

#include "journal/store.h"

namespace pismovod {

inline StoreResult<void> put_memo(Store& store, MemoKind kind, const Memo& memo, Instant now) {
  return store.change_memo(kind, memo.key, now, [&](const auto&) { return std::optional(memo); });
}

inline StoreResult<void> remove_memo(Store& store, MemoKind kind, const std::string& key, Instant now) {
  return store.change_memo(kind, key, now, [](const auto&) { return std::nullopt; });
}

}  // namespace pismovod
