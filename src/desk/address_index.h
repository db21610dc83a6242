// Which recipients are mailboxes of ours, or only look like one: asked at every RCPT of every
// letter, so everything is worked out beforehand. Immutable; any thread.
#pragma once

#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "config/configuration.h"
#include "mail/address.h"

namespace pismovod {

class AddressIndex {
 public:
  // The configuration must outlive the index.
  explicit AddressIndex(const Configuration& configuration);

  // As Configuration::mailbox_of; null where it is none of ours.
  const Mailbox* mailbox_of(const Address& address) const;
  // As looks_like() with all our mailboxes.
  bool is_lookalike(const Address& address) const;

 private:
  bool may_look_alike(const std::string& domain) const;

  std::unordered_map<std::string, const Mailbox*> mailboxes_;  // by address in lower case
  std::vector<Address> ours_;
  std::set<std::string, std::less<>> domains_;
  std::set<std::string, std::less<>> looks_;        // of our domains
  std::set<std::string, std::less<>> first_looks_;  // of their first labels
};

}  // namespace pismovod
