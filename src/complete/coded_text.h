// A text part as its octets are: an insertion into its UTF-8 becomes one run of octets in its charset and transfer
// encoding, and every other octet stays.
//
// Pure; any thread. Nothing where a character has no octets there, or where the place cannot be told for sure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "complete/insertion.h"
#include "mail/edit.h"
#include "mime/transfer.h"

namespace pismovod {

struct TextCoding {
  TransferEncoding encoding = TransferEncoding::identity;
  std::string charset;   // as declared
  bool is_html = false;  // what the charset has not becomes "&#1050;"
  bool is_7bit = false;  // no octet above 127 may stand in it as it is
};

class CodedText {
 public:
  // `encoded` outlives it.
  CodedText(std::string_view encoded, const TextCoding& coding);

  const std::string& utf8() const { return utf8_; }
  const std::string& decoded() const { return decoded_; }

  // What is inserted, in the text's own octets, and before which octet of decoded().
  struct Octets {
    size_t offset = 0;
    std::string octets;
  };
  std::optional<Octets> octets_of(const Insertion& insertion) const;

  // The run of the encoded octets that gives way. For base64 `octets` may get blanks behind its first colon.
  std::optional<Splice> splice_of(Octets& octets) const;

 private:
  std::optional<size_t> octet_offset(size_t utf8_offset) const;
  std::optional<std::string> in_charset(std::string_view utf8) const;
  std::optional<Splice> in_quoted_printable(const Octets& octets) const;
  std::optional<Splice> in_base64(Octets& octets) const;

  std::string_view encoded_;
  TextCoding coding_;
  std::string decoded_;
  std::string utf8_;
  std::string charset_;
};

}  // namespace pismovod
