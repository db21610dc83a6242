// Addresses that look like one of ours but will never arrive there: a Cyrillic letter in the domain, l for
// 1, another top-level domain. Asked at every RCPT of every letter, so what can be is worked out
// beforehand. Immutable; any thread.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "mail/address.h"

namespace pismovod {

class Lookalikes {
 public:
  Lookalikes() = default;
  explicit Lookalikes(const std::vector<Address>& ours);

  // Which one was meant; nothing where the domain is one of ours, or looks like none.
  std::optional<Address> meant_by(const Address& address) const;

 private:
  struct Ours {
    Address address;
    std::string look;
  };

  std::vector<Ours> ours_;
  std::set<std::string, std::less<>> domains_;
  std::set<std::string, std::less<>> first_looks_;  // of the first labels of our domains
};

}  // namespace pismovod
