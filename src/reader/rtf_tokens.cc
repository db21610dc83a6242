#include "reader/rtf_tokens.h"

#include <algorithm>

#include "base/ascii.h"

namespace pismovod {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

}  // namespace

RtfToken RtfTokens::next() {
  // Line ends are no text; programs put them anywhere.
  while (at_ < octets_.size() && (octets_[at_] == '\r' || octets_[at_] == '\n')) ++at_;
  if (at_ >= octets_.size()) return {};
  switch (octets_[at_]) {
    case '{':
      ++at_;
      return {RtfToken::Kind::open, {}, 0, false, 0};
    case '}':
      ++at_;
      return {RtfToken::Kind::close, {}, 0, false, 0};
    case '\\':
      return control();
    default:
      break;
  }
  const size_t begin = at_;
  at_ = std::min(octets_.find_first_of("{}\\\r\n", at_), octets_.size());
  return {RtfToken::Kind::text, octets_.substr(begin, at_ - begin), 0, false, 0};
}

RtfToken RtfTokens::control() {
  ++at_;
  if (at_ >= octets_.size()) return {};
  if (is_letter(octets_[at_])) return control_word();
  const std::string_view symbol = octets_.substr(at_++, 1);
  if (symbol != "'") return {RtfToken::Kind::symbol, symbol, 0, false, 0};
  const int high = at_ < octets_.size() ? hex_digit(octets_[at_]) : -1;
  const int low = at_ + 1 < octets_.size() ? hex_digit(octets_[at_ + 1]) : -1;
  if (high < 0 || low < 0) return {RtfToken::Kind::symbol, symbol, 0, false, 0};
  at_ += 2;
  return {RtfToken::Kind::hex, {}, 0, false, static_cast<char>(high * 16 + low)};
}

RtfToken RtfTokens::control_word() {
  const size_t begin = at_;
  while (at_ < octets_.size() && is_letter(octets_[at_])) ++at_;
  RtfToken token{RtfToken::Kind::word, octets_.substr(begin, at_ - begin), 0, false, 0};
  const bool negative = at_ + 1 < octets_.size() && octets_[at_] == '-';
  const size_t digits = at_ + (negative ? 1 : 0);
  if (digits < octets_.size() && octets_[digits] >= '0' && octets_[digits] <= '9') {
    at_ = digits;
    token.parameter = negative ? -number() : number();
    token.has_parameter = true;
  }
  if (at_ < octets_.size() && octets_[at_] == ' ') ++at_;
  if (token.text == "bin" && token.parameter > 0) {
    const size_t size = std::min(static_cast<size_t>(token.parameter), octets_.size() - at_);
    token.kind = RtfToken::Kind::binary;
    token.text = octets_.substr(at_, size);
    at_ += size;
  }
  return token;
}

int RtfTokens::number() {
  constexpr int kMost = 100'000'000;
  int value = 0;
  for (; at_ < octets_.size() && octets_[at_] >= '0' && octets_[at_] <= '9'; ++at_) {
    if (value < kMost) value = value * 10 + (octets_[at_] - '0');
  }
  return value;
}

}  // namespace pismovod
