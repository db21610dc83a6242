// A letter as it arrived: header fields and body, octet for octet (RFC 5322).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "mail/octets.h"

namespace pismovod {

struct HeaderField {
  std::string name;
  std::string value;  // as received behind the colon; folds kept, with LF or CRLF
};

// The first field of this name (case does not count), or null.
const HeaderField* find_field(const std::vector<HeaderField>& header, std::string_view name);

// A field's value with its folds undone (RFC 5322 section 2.2.3) and the blanks round it gone.
std::string unfolded(std::string_view value);

bool same_name(std::string_view a, std::string_view b);

// A field as a file has it, with CRLF, wherever its folds are LF.
std::string field_octets(const HeaderField& field);

struct Message {
  std::vector<HeaderField> header;
  Octets body;

  const HeaderField* field(std::string_view name) const { return find_field(header, name); }
  // The value of the first field of this name, unfolded; empty where there is none.
  std::string text(std::string_view name) const;
};

// Reads header fields from lines, however they end. Used for whole files and for parts within.
class HeaderReader {
 public:
  // Takes one line without its end. False when the line is not of a header (an empty one, or text).
  bool take(std::string_view line);
  std::vector<HeaderField> finish() { return std::move(fields_); }
  const std::vector<HeaderField>& fields() const { return fields_; }
  size_t octets() const { return octets_; }
  size_t longest() const { return longest_; }
  bool saw_junk() const { return junk_; }

 private:
  std::vector<HeaderField> fields_;
  size_t octets_ = 0;
  size_t longest_ = 0;
  bool junk_ = false;
};

// An RFC 5322 file in memory: LF, CRLF and bare CR ends are read, an mbox "From " line is passed
// over. Never fails: text without any header field is a letter with a body alone.
Message read_message(std::string_view file, BlockPool& pool, const Octets::Limits& limits);

}  // namespace pismovod
