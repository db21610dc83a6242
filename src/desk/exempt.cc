#include "desk/exempt.h"

#include <algorithm>

namespace pismovod {
namespace {

// ASCII alone: local parts with other letters are compared as they are written.
std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return out;
}

}  // namespace

SenderList::SenderList(const std::vector<std::string>& senders) {
  for (const std::string& sender : senders) {
    const Address address = parse_path(sender);
    if (address.domain.empty()) continue;
    if (address.local.empty()) {
      domains_.insert(address.domain);
    } else {
      addresses_.insert(lower(address.text()));
    }
  }
}

bool SenderList::is_sender(std::string_view text) { return !parse_path(text).domain.empty(); }

bool SenderList::has(const Address& address) const {
  if (address.domain.empty()) return false;
  return domains_.contains(address.domain) || addresses_.contains(lower(address.text()));
}

Exemptions::Exemptions(const Settings::Exempt& settings)
    : senders_(settings.senders), authenticated_(settings.authenticated.begin(), settings.authenticated.end()) {
  for (const std::string& client : settings.clients) {
    if (const auto network = Network::parse(client)) clients_.push_back(*network);
  }
}

bool Exemptions::has_client(std::string_view address) const {
  return std::any_of(clients_.begin(), clients_.end(), [&](const Network& n) { return n.holds(address); });
}

bool Exemptions::has_authenticated(const std::string& name) const {
  return !name.empty() && authenticated_.contains(name);
}

}  // namespace pismovod
