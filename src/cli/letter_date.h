// When a letter says it was written.
#pragma once

#include <optional>
#include <string_view>

#include "journal/entry.h"

namespace pismovod {

// By its field Date (RFC 5322 section 3.6.1); nothing where that cannot be read.
std::optional<Instant> date_of_letter(std::string_view octets);

}  // namespace pismovod
