// What stands in plain text and is none of the sender's words: uuencoded files, the lines of PGP (RFC 9580
// section 7), the entities of HTML that a script left.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace pismovod {

// Octets [begin, end) of a text, from "begin 644 client.txt" to "end".
struct UuencodedFile {
  std::string name;
  size_t begin = 0;
  size_t end = 0;
};
std::vector<UuencodedFile> uuencoded_files(std::string_view text);

// The text without uuencoded files and without the lines that PGP put round it: its armour headers, the dashes
// before dashes, the signature.
std::string without_armor(std::string text);

// "&laquo;Ромашка&raquo;&nbsp;" in plain UTF-8 text, as it was meant.
std::string without_entities(std::string text);

}  // namespace pismovod
