#include "desk/network.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>

namespace pismovod {
namespace {

constexpr unsigned kMappedBits = 96;  // of ::ffff:0:0/96, in which IPv4 addresses are kept

std::string_view bare(std::string_view text) {
  if (text.size() >= 2 && text.front() == '[' && text.back() == ']') text = text.substr(1, text.size() - 2);
  constexpr std::string_view kTag = "IPv6:";  // as Postfix and Sendmail hand them over
  if (text.size() > kTag.size() && (text.starts_with(kTag) || text.starts_with("ipv6:")))
    text.remove_prefix(kTag.size());
  return text;
}

bool is_mapped(const std::array<unsigned char, 16>& octets) {
  return std::all_of(octets.begin(), octets.begin() + 10, [](unsigned char c) { return c == 0; }) &&
         octets[10] == 0xFF && octets[11] == 0xFF;
}

}  // namespace

std::optional<Network::Octets16> Network::octets_of(std::string_view address) {
  const std::string text(bare(address));
  Octets16 out{};
  if (::inet_pton(AF_INET6, text.c_str(), out.data()) == 1) return out;
  out = {};
  out[10] = out[11] = 0xFF;
  if (::inet_pton(AF_INET, text.c_str(), out.data() + 12) == 1) return out;
  return std::nullopt;
}

std::optional<Network> Network::parse(std::string_view text) {
  const size_t slash = text.find('/');
  const auto octets = octets_of(text.substr(0, slash));
  if (!octets) return std::nullopt;
  Network out;
  out.octets_ = *octets;
  if (slash == std::string_view::npos) return out;
  const std::string_view digits = text.substr(slash + 1);
  const unsigned most = is_mapped(*octets) ? 32 : 128;
  unsigned bits = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), bits);
  if (error != std::errc() || end != digits.data() + digits.size() || digits.empty() || bits > most)
    return std::nullopt;
  out.bits_ = most == 32 ? kMappedBits + bits : bits;
  return out;
}

bool Network::holds(std::string_view address) const {
  const auto octets = octets_of(address);
  if (!octets) return false;
  for (unsigned bit = 0; bit < bits_; bit += 8) {
    const unsigned left = std::min(8U, bits_ - bit);
    const auto mask = static_cast<unsigned char>(0xFF00U >> left);
    if (((octets_.at(bit / 8) ^ octets->at(bit / 8)) & mask) != 0) return false;
  }
  return true;
}

}  // namespace pismovod
