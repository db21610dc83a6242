// Which charsets the octets of an RTF file are in; a part of rtf.cc.
#pragma once

#include <string>
#include <string_view>

namespace pismovod {

// Of text in no font with a charset of its own: \ansicpg, else what its octets look like.
std::string rtf_charset(std::string_view rtf);

// Of \fcharsetN; empty for the default one.
std::string_view charset_of_font(int number);

std::string decode_rtf_text(std::string_view octets, const std::string& charset);

// UTF-8 of control words that stand for a sign: \emdash, \laquo and the like; empty for others.
std::string_view sign_of_rtf_word(std::string_view word);

}  // namespace pismovod
