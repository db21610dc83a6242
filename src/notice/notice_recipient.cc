#include <algorithm>
#include <array>

#include "base/fold.h"
#include "mail/compose.h"
#include "notice/notice.h"

namespace pismovod {
namespace {

std::string folded_value(const Message& message, std::string_view name) {
  const HeaderField* field = message.field(name);
  return field == nullptr ? std::string() : fold(unfolded(field->value.substr(0, 1000)));
}

// RFC 3834 section 2, and the fields that lists put in (RFC 2369, RFC 2919).
bool answers_nobody(const Message& message) {
  const std::string submitted = folded_value(message, "Auto-Submitted");
  if (!submitted.empty() && !submitted.starts_with(fold("no"))) return true;
  const std::string precedence = folded_value(message, "Precedence");
  constexpr std::array<std::string_view, 5> kBulk = {"bulk", "list", "junk", "auto_reply", "auto-reply"};
  for (const std::string_view word : kBulk) {
    if (precedence == fold(word)) return true;
  }
  constexpr std::array<std::string_view, 4> kList = {"List-Id", "List-Unsubscribe", "List-Post",
                                                     "X-Auto-Response-Suppress"};
  return std::any_of(kList.begin(), kList.end(), [&](std::string_view name) { return message.field(name) != nullptr; });
}

bool is_ours(const Address& address, const NoticeSettings& settings) {
  return std::find(settings.domains.begin(), settings.domains.end(), address.domain) != settings.domains.end();
}

std::optional<Address> written(const Address& address) {
  return ascii_address(address).empty() ? std::nullopt : std::optional(address);
}

}  // namespace

std::optional<Address> notice_recipient(const Message& message, const Envelope& envelope,
                                        const NoticeSettings& settings) {
  const Address& sender = envelope.reverse_path;
  if (envelope.has_null_reverse_path || sender.domain.empty() || answers_nobody(message)) return std::nullopt;
  const Address login = parse_path(envelope.authenticated);
  if (!login.domain.empty() && is_ours(login, settings)) return written(login);
  const bool trusted = settings.domains.empty() && !envelope.authenticated.empty();
  return is_ours(sender, settings) || trusted ? written(sender) : std::nullopt;
}

}  // namespace pismovod
