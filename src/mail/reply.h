// The answer to a letter, as SMTP has it (RFC 5321 section 4.2, RFC 3463).
//
// It cannot be built wrong, since one malformed line makes Postfix drop the milter: there are two
// kinds only, with code and enhanced code that agree; every line is printable ASCII of at most
// kLineOctets with its codes; there is at least one line and at most kLines. Text is brought into
// this form: transliterated, wrapped at blanks, cut with "..." where it is too much.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace pismovod {

class Reply {
 public:
  enum class Kind : uint8_t {
    refused,   // 550 5.7.1: what log tools read as policy
    try_later  // 451 4.3.0: a fault of ours
  };
  static constexpr size_t kLines = 8;
  static constexpr size_t kLineOctets = 200;

  // Each sentence begins a line of its own; UTF-8.
  Reply(Kind kind, const std::vector<std::string>& sentences);

  Kind kind() const { return kind_; }
  std::string_view code() const { return kind_ == Kind::refused ? "550" : "451"; }
  std::string_view enhanced_code() const { return kind_ == Kind::refused ? "5.7.1" : "4.3.0"; }
  // The text of each line, without the codes.
  const std::vector<std::string>& lines() const { return lines_; }

  // As the SMTP client reads it: lines joined by LF, the last without.
  std::string text() const;

 private:
  Kind kind_;
  std::vector<std::string> lines_;
};

// '%' is a format character to the MTA: what is handed to it has it doubled.
std::string percent_doubled(std::string_view line);

}  // namespace pismovod
