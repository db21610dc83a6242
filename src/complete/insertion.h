// Where a line of ours goes into a text of the letter: behind the sender's last own words, above his signature
// and the letter that he quotes.
//
// Pure; any thread. Nothing where there is any doubt: a letter is rather left as it is.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pismovod {

// Text that comes in before octet `offset` of a text in UTF-8.
struct Insertion {
  size_t offset = 0;
  std::string text;   // with the breaks of lines that it needs, and marked up where the text is
  std::string after;  // the sender's line that it follows; empty: it begins the text
};

// How lines of a plain text are to be read (RFC 3676).
struct PlainForm {
  bool flowed = false;
  bool delete_space = false;
};

// `sender_name` is the display name of From: a line with it alone begins a signature.
std::optional<Insertion> insertion_in_plain(std::string_view utf8, const PlainForm& form,
                                            const std::string& sender_name, const std::vector<std::string>& lines);

std::optional<Insertion> insertion_in_html(std::string_view utf8, const std::string& sender_name,
                                           const std::vector<std::string>& lines);

}  // namespace pismovod
