// Numbers and strings on the wire between pool and reader; used by reader_protocol.cc alone.
#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/utf8.h"

namespace pismovod {

class WireWriter {
 public:
  // Leaves room for the frame's size.
  explicit WireWriter(uint8_t kind) : out_(4, '\0') { number(kind); }

  template <std::unsigned_integral T>
  void number(T value) {
    for (size_t i = 0; i < sizeof(T); ++i) out_ += static_cast<char>(value >> (8 * i) & 0xFF);
  }
  void flag(bool value) { number(static_cast<uint8_t>(value)); }
  void integer(int value) { number(static_cast<uint32_t>(value)); }
  void text(std::string_view text) {
    number(static_cast<uint32_t>(text.size()));
    out_.append(text);
  }
  std::string finish() {
    const auto size = static_cast<uint32_t>(out_.size() - 4);
    for (size_t i = 0; i < 4; ++i) out_[i] = static_cast<char>(size >> (8 * i) & 0xFF);
    return std::move(out_);
  }

 private:
  std::string out_;
};

// Once something is malformed, everything reads as nothing and is_good() stays false.
class WireReader {
 public:
  explicit WireReader(std::string_view octets) : octets_(octets) {}

  template <std::unsigned_integral T>
  T number() {
    uint64_t value = 0;
    if (!has(sizeof(T))) return 0;
    for (size_t i = 0; i < sizeof(T); ++i) value |= uint64_t{static_cast<unsigned char>(octets_[i])} << (8 * i);
    octets_.remove_prefix(sizeof(T));
    return static_cast<T>(value);
  }
  bool flag() { return number<uint8_t>() != 0; }
  // An integer from 0 to `most`.
  int integer(int most) {
    const auto value = number<uint32_t>();
    if (value > static_cast<uint32_t>(most)) good_ = false;
    return good_ ? static_cast<int>(value) : 0;
  }
  template <class Enum>
  Enum one_of(Enum last) {
    const auto value = number<uint8_t>();
    if (value > static_cast<uint8_t>(last)) good_ = false;
    return good_ ? static_cast<Enum>(value) : Enum{};
  }
  std::string text() {
    const auto size = number<uint32_t>();
    if (!has(size)) return {};
    std::string text(octets_.substr(0, size));
    octets_.remove_prefix(size);
    return is_utf8(text) ? text : to_valid_utf8(text);
  }
  // How many things follow, each of `least` octets at least.
  uint32_t count(size_t least) {
    const auto value = number<uint32_t>();
    if (value > octets_.size() / least) good_ = false;
    return good_ ? value : 0;
  }
  bool is_good() const { return good_; }
  // Everything was read, and was well formed.
  bool is_finished() const { return good_ && octets_.empty(); }

 private:
  bool has(size_t size) {
    if (size > octets_.size()) good_ = false;
    return good_;
  }

  std::string_view octets_;
  bool good_ = true;
};

}  // namespace pismovod
