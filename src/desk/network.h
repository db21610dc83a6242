// IP addresses and networks (RFC 4632, RFC 4291), as the configuration names clients.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace pismovod {

// "192.0.2.7", "10.0.0.0/8", "2001:db8::/32", "[2001:db8::1]". Immutable.
class Network {
 public:
  // Nothing where the text is no address or network.
  static std::optional<Network> parse(std::string_view text);

  // Does it hold this address ("192.0.2.7", "IPv6:2001:db8::1")? An IPv4 address that is written as
  // an IPv6 one (::ffff:192.0.2.7) counts as what it is.
  bool holds(std::string_view address) const;

 private:
  using Octets16 = std::array<unsigned char, 16>;
  static std::optional<Octets16> octets_of(std::string_view address);

  Octets16 octets_{};
  unsigned bits_ = 128;
};

}  // namespace pismovod
