#include "desk/probe.h"

namespace pismovod {

bool Probe::expect(std::string_view address) {
  const std::lock_guard lock(mutex_);
  address_ = parse_path(address);
  until_ = std::chrono::steady_clock::now() + kPatience;
  return !address_.local.empty() && !address_.domain.empty();
}

bool Probe::is_expected(const Address& recipient) const {
  const std::lock_guard lock(mutex_);
  return !address_.local.empty() && recipient.same_mailbox(address_) && std::chrono::steady_clock::now() < until_;
}

}  // namespace pismovod
