#include "desk/address_index.h"

#include <algorithm>

#include "base/fold.h"

namespace pismovod {
namespace {

std::string key_of(const Address& address) {
  std::string out = address.text();
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return out;
}

char look_of(char c) { return c == 'l' || c == 'i' ? '1' : c == 'o' ? '0' : c; }

// How an ASCII domain looks to the eye, as looks_like() has it; of others it is asked itself.
std::string look_of(std::string domain) {
  std::transform(domain.begin(), domain.end(), domain.begin(), [](char c) { return look_of(c); });
  return domain;
}

std::string_view first_label(std::string_view domain) { return domain.substr(0, domain.find('.')); }

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

}  // namespace

AddressIndex::AddressIndex(const Configuration& configuration) : ours_(configuration.mailbox_addresses) {
  for (const Mailbox& mailbox : configuration.mailboxes) {
    mailboxes_.try_emplace(key_of(parse_path(mailbox.address)), &mailbox);
    for (const std::string& alias : mailbox.aliases) mailboxes_.try_emplace(key_of(parse_path(alias)), &mailbox);
  }
  for (const Address& address : ours_) {
    domains_.insert(address.domain);
    looks_.insert(look_of(fold(address.domain)));
    first_looks_.emplace(first_label(look_of(fold(address.domain))));
  }
}

const Mailbox* AddressIndex::mailbox_of(const Address& address) const {
  const auto found = mailboxes_.find(key_of(address));
  return found == mailboxes_.end() ? nullptr : found->second;
}

// The cheap question first: nearly every recipient ends here.
bool AddressIndex::may_look_alike(const std::string& domain) const {
  if (domains_.contains(domain)) return false;
  if (!is_ascii(domain)) return true;
  const std::string look = look_of(domain);
  return looks_.contains(look) || first_looks_.contains(first_label(look));
}

bool AddressIndex::is_lookalike(const Address& address) const {
  return may_look_alike(address.domain) && looks_like(address, ours_).has_value();
}

}  // namespace pismovod
