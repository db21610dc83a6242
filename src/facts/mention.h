// Organisations and products named in a text, by their tokens.
#pragma once

#include <cstdint>
#include <string>

namespace pismovod {

struct OrganizationMention {
  uint32_t first = 0;  // tokens, both inclusive, form and quotes included
  uint32_t last = 0;
  std::string core;  // folded letters and digits of the name without its form
  bool is_trader = false;
  bool has_form = false;
};

struct ProductMention {
  uint32_t first = 0;  // tokens, both inclusive
  uint32_t last = 0;
  bool is_short = false;  // an abbreviation: not the full name
};

}  // namespace pismovod
