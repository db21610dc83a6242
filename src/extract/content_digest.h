// A digest by which content is known again (BLAKE2b, RFC 7693).
#pragma once

#include <array>
#include <cstddef>
#include <initializer_list>
#include <string_view>

namespace pismovod {

using Digest = std::array<unsigned char, 32>;

// Of the pieces one after another, each with its size: pieces cut otherwise give another digest.
Digest digest_of(std::initializer_list<std::string_view> pieces);

}  // namespace pismovod
