#include "desk/probe.h"

namespace pismovod {

bool Probe::expect(std::string_view address) {
  const std::lock_guard lock(mutex_);
  address_ = parse_path(address);
  until_ = std::chrono::steady_clock::now() + kPatience;
  is_asked_ = !address_.local.empty() && !address_.domain.empty();
  return is_asked_;
}

bool Probe::is_expected(std::string_view path) const {
  if (!is_asked_) return false;
  const Address recipient = parse_path(path);
  const std::lock_guard lock(mutex_);
  return !address_.local.empty() && recipient.same_mailbox(address_) && std::chrono::steady_clock::now() < until_;
}

}  // namespace pismovod
