#include "reader/rtf_charset.h"

#include <algorithm>
#include <map>

#include "base/utf8.h"
#include "mime/charset.h"
#include "mime/charset_guess.h"
#include "reader/rtf_tokens.h"

namespace pismovod {
namespace {

constexpr std::string_view kWestern = "windows-1252";
constexpr size_t kLooked = 65536;

std::string charset_of_page(int page) {
  if (page == 866) return "ibm866";
  if (page == 20866) return "koi8-r";
  if (page == 65001) return "utf-8";
  return "windows-" + std::to_string(page);
}

}  // namespace

std::string rtf_charset(std::string_view rtf) {
  RtfTokens tokens(rtf);
  std::string declared;
  std::string upper;
  for (RtfToken token = tokens.next(); token.kind != RtfToken::Kind::end; token = tokens.next()) {
    if (token.kind == RtfToken::Kind::word && token.text == "ansicpg") declared = charset_of_page(token.parameter);
    if (token.kind == RtfToken::Kind::hex) upper += token.octet;
    if (token.kind == RtfToken::Kind::text) upper += token.text;
    if (upper.size() > kLooked) break;
  }
  if (!declared.empty() && declared != kWestern) return declared;
  // Programs that know no code page write Russian under a Western one.
  const CyrillicGuess guess = guess_cyrillic(upper);
  if (guess.letters > 0 && is_utf8(upper)) return "utf-8";  // unlawful, and written
  if (guess.looks_cyrillic) return guess.charset;
  return std::string(kWestern);
}

std::string_view charset_of_font(int number) {
  static const std::map<int, std::string_view> charsets = {
      {161, "windows-1253"}, {162, "windows-1254"}, {163, "windows-1258"}, {177, "windows-1255"},
      {178, "windows-1256"}, {186, "windows-1257"}, {204, "windows-1251"}, {222, "windows-874"},
      {238, "windows-1250"}, {254, "ibm437"},       {255, "ibm866"}};
  const auto found = charsets.find(number);
  return found == charsets.end() ? std::string_view() : found->second;
}

std::string decode_rtf_text(std::string_view octets, const std::string& charset) {
  const bool ascii =
      std::all_of(octets.begin(), octets.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  if (ascii) return std::string(octets);
  const bool cyrillic =
      std::find(kCyrillicCharsets.begin(), kCyrillicCharsets.end(), charset) != kCyrillicCharsets.end();
  return cyrillic ? decode_cyrillic(octets, charset) : to_utf8(octets, charset).text;
}

std::string_view sign_of_rtf_word(std::string_view word) {
  static const std::map<std::string_view, std::string_view> signs = {
      {"emdash", "—"},    {"endash", "–"}, {"lquote", "‘"},  {"rquote", "’"},  {"ldblquote", "“"},
      {"rdblquote", "”"}, {"bullet", "•"}, {"emspace", " "}, {"enspace", " "}, {"qmspace", " "}};
  const auto found = signs.find(word);
  return found == signs.end() ? std::string_view() : found->second;
}

}  // namespace pismovod
