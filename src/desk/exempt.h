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

// How we know that a sender is who MAIL says: any colleague can write the boss's address there.
enum class SenderProof : uint8_t {
  login,          // the authenticated name is this address, its local part, or on the list itself
  mail_from,      // there was no login: MAIL alone says so
  another_login,  // somebody else is logged in
};
std::string_view name_of(SenderProof proof);

// Addresses, and whole domains as @domain. Case does not count; subdomains are domains of their own.
class SenderList {
 public:
  explicit SenderList(const std::vector<std::string>& senders);
  // The null reverse-path is on no list.
  bool has(const Address& address) const;
  SenderProof proof_of(const Address& reverse_path, const std::string& authenticated) const;
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

  const SenderList& senders() const { return senders_; }
  bool has_client(std::string_view address) const;
  bool has_authenticated(const std::string& name) const;

 private:
  SenderList senders_;
  std::vector<Network> clients_;
  std::set<std::string> authenticated_;
};

}  // namespace pismovod
