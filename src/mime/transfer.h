// Content transfer encodings (RFC 2045 section 6), decoded by plain tables and in pieces.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace pismovod {

enum class TransferEncoding : uint8_t { identity, base64, quoted_printable, uuencode };

// "Base64" and its misspellings, "x-uuencode"; what is unknown is taken as it stands.
TransferEncoding transfer_encoding(std::string_view name);

// Can content that is labelled base64 be that? `head` is what it begins with, cut anywhere.
bool can_be_base64(std::string_view head);

// The name in "begin 644 client.txt", which opens a uuencoded file (POSIX uuencode); null where a line is none.
std::optional<std::string_view> uuencoded_name(std::string_view line);

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
  void feed_uuencode(std::string_view chunk, std::string& out);
  void take_uuencoded_line(std::string_view line, std::string& out);
  size_t escape(std::string_view text, size_t at, std::string& out);

  TransferEncoding encoding_;
  uint32_t bits_ = 0;
  int count_ = 0;
  std::string pending_;   // an escape or a line that the chunk's end cut, or blanks before a line's end
  bool in_file_ = false;  // between "begin" and "end" of a uuencoded file
};

std::string decode_transfer(TransferEncoding encoding, std::string_view encoded);

}  // namespace pismovod
