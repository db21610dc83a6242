#include "desk/exempt.h"

#include <algorithm>

namespace pismovod {

SenderList::SenderList(const std::vector<std::string>& senders) {
  for (const std::string& sender : senders) {
    const Address address = parse_path(sender);
    if (address.domain.empty()) continue;
    if (address.local.empty()) {
      domains_.insert(address.domain);
    } else {
      addresses_.insert(address.key());
    }
  }
}

bool SenderList::is_sender(std::string_view text) { return !parse_path(text).domain.empty(); }

bool SenderList::has(const Address& address) const {
  if (address.domain.empty()) return false;
  return domains_.contains(address.domain) || addresses_.contains(address.key());
}

SenderProof SenderList::proof_of(const Address& reverse_path, const std::string& authenticated) const {
  if (authenticated.empty()) return SenderProof::mail_from;
  const Address login = parse_path(authenticated);
  const Address bare{authenticated, reverse_path.domain};  // servers with one domain have logins without it
  const bool is_own = has(login) || (login.domain.empty() && bare.same_mailbox(reverse_path));
  return is_own || login.same_mailbox(reverse_path) ? SenderProof::login : SenderProof::another_login;
}

std::string_view name_of(SenderProof proof) {
  switch (proof) {
    case SenderProof::login:
      return "login";
    case SenderProof::mail_from:
      return "mail_from";
    case SenderProof::another_login:
      break;
  }
  return "another_login";
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
