// Addresses: of the envelope (RFC 5321 section 4.1.2) and of header fields (RFC 5322 section 3.4).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace pismovod {

struct Address {
  std::string local;   // as written
  std::string domain;  // lower case; Unicode where it came as xn--
  std::string text() const { return domain.empty() ? local : local + "@" + domain; }
  // How mailboxes of ours are told: local parts of 1C's mailboxes have no case.
  bool same_mailbox(const Address& other) const;
  // Is its domain this one, or one below it?
  bool is_within(std::string_view of_domain) const;
  // The same for all ways to write one of our mailboxes.
  std::string key() const;
  bool operator==(const Address&) const = default;
};

// "<v8@1c.ru>" or "v8@1c.ru", with or without a source route. An empty path gives an empty address.
Address parse_path(std::string_view path);

struct Message;

// The addresses of a To, Cc, Bcc or From field; comments, display names and groups are passed over.
std::vector<Address> parse_address_list(std::string_view field_value);

// The first address of a letter's From (RFC 5322 section 3.6.2); empty where there is none.
Address author_of(const Message& message);

}  // namespace pismovod
