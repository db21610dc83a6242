// Whose letters are not judged: senders, clients and authenticated names of the configuration.
// Immutable; any thread.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "config/settings.h"
#include "desk/network.h"
#include "mail/address.h"

namespace pismovod {

// Addresses, and whole domains as @domain. Case does not count; subdomains are domains of their own.
class SenderList {
 public:
  explicit SenderList(const std::vector<std::string>& senders);
  // The null reverse-path is on no list.
  bool has(const Address& address) const;
  // Is it "user@domain" or "@domain"?
  static bool is_sender(std::string_view text);

 private:
  std::set<std::string> addresses_;  // in lower case
  std::set<std::string> domains_;
};

class Exemptions {
 public:
  // What is no sender or network is left out: settings_check.h reports it.
  explicit Exemptions(const Settings::Exempt& settings);

  bool has_sender(const Address& reverse_path) const { return senders_.has(reverse_path); }
  bool has_client(std::string_view address) const;
  bool has_authenticated(const std::string& name) const;

 private:
  SenderList senders_;
  std::vector<Network> clients_;
  std::set<std::string> authenticated_;
};

}  // namespace pismovod
