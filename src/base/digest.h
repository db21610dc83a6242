// A digest of octets (BLAKE2b, RFC 7693), for telling whether two files are the same.
#pragma once

#include <string>
#include <string_view>

namespace pismovod {

// 32 octets as 64 hexadecimal digits.
std::string digest_of(std::string_view octets);

}  // namespace pismovod
