// What happens to a letter that fails.
#pragma once

#include <cstdint>

namespace pismovod {

enum class Mode : uint8_t { observe, annotate, enforce };
enum class Action : uint8_t { accept, annotate, withhold, hold, reject };

}  // namespace pismovod
