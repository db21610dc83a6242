// RTF cut into tokens (Rich Text Format 1.9.1): groups, control words, octets of text.
#pragma once

#include <cstdint>
#include <string_view>

namespace pismovod {

struct RtfToken {
  enum class Kind : uint8_t {
    open,    // {
    close,   // }
    word,    // \par, \u1055; its parameter, if it has one, is a number
    symbol,  // \~, \*: the sign behind the backslash
    hex,     // \'e0: an octet of text
    text,    // octets of text
    binary,  // \binN with what follows it
    end,
  };
  Kind kind = Kind::end;
  std::string_view text;  // the word, the symbol, the text
  int parameter = 0;
  bool has_parameter = false;
  char octet = 0;  // of hex
};

class RtfTokens {
 public:
  explicit RtfTokens(std::string_view octets) : octets_(octets) {}
  RtfToken next();

 private:
  RtfToken control();
  RtfToken control_word();
  int number();

  std::string_view octets_;
  size_t at_ = 0;
};

}  // namespace pismovod
