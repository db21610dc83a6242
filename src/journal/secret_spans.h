// Where passwords and codes stand in a text. Used within journal/ alone.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace pismovod {

struct SecretSpan {
  size_t begin = 0;
  size_t end = 0;
};

// Five and more groups of three digits, whatever parts them on a line: a PIN code of 1C, with or without a word
// for it. In their order.
std::vector<SecretSpan> pin_groups(std::string_view text);

// What stands behind a word for a password, a PIN code or an activation code. In their order; they may overlap.
std::vector<SecretSpan> named_secrets(std::string_view text);

}  // namespace pismovod
