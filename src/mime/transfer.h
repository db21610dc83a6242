// Content transfer encodings (RFC 2045 section 6), decoded by plain tables and in pieces.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace pismovod {

enum class TransferEncoding : uint8_t { identity, base64, quoted_printable };

// "Base64" and its misspellings; what is unknown is taken as it stands.
TransferEncoding transfer_encoding(std::string_view name);

// Decodes what comes in chunks cut anywhere. Octets that belong to no encoding are passed over;
// nothing fails.
class TransferDecoder {
 public:
  explicit TransferDecoder(TransferEncoding encoding) : encoding_(encoding) {}
  void feed(std::string_view chunk, std::string& out);
  void finish(std::string& out);

 private:
  void feed_base64(std::string_view chunk, std::string& out);
  void feed_quoted_printable(std::string_view chunk, std::string& out);
  size_t escape(std::string_view text, size_t at, std::string& out);

  TransferEncoding encoding_;
  uint32_t bits_ = 0;
  int count_ = 0;
  std::string pending_;  // an escape that the chunk's end cut, or blanks before a line's end
};

std::string decode_transfer(TransferEncoding encoding, std::string_view encoded);

}  // namespace pismovod
