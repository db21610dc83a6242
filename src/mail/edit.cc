#include "mail/edit.h"

namespace pismovod {

bool for_each_changed_span(const Octets& body, const ChangeBody& change,
                           const std::function<void(std::string_view)>& take) {
  size_t at = 0;
  for (const Splice& splice : change.splices) {
    if (!body.for_each_span(at, splice.begin, take)) return false;
    take(splice.octets);
    at = splice.end;
  }
  return body.for_each_span(at, body.size(), take);
}

std::optional<Message> changed_message(const Message& message, const ChangeBody& change, BlockPool& pool,
                                       const Octets::Limits& limits) {
  Message out{message.header, Octets(pool, limits)};
  bool is_kept = true;
  const bool is_read = for_each_changed_span(
      message.body, change, [&](std::string_view span) { is_kept = out.body.append(span) && is_kept; });
  if (!is_read || !is_kept) return std::nullopt;
  return out;
}

}  // namespace pismovod
