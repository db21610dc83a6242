// A line of key=value for the log. Values with blanks, quotes or nothing in them are quoted; control
// characters never get through, so that a line stays one line whatever a letter holds.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace pismovod {

class KeyValues {
 public:
  KeyValues& add(std::string_view key, std::string_view value);
  KeyValues& add(std::string_view key, uint64_t value);
  // Milliseconds with three decimals.
  KeyValues& add_milliseconds(std::string_view key, double milliseconds);
  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

}  // namespace pismovod
