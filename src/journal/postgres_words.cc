#include "journal/postgres_words.h"

#include <unicode/uchar.h>

#include <set>

#include "base/utf8.h"
#include "journal/search_words.h"

namespace pismovod {
namespace {

constexpr size_t kOctets = 400;  // of a word; the server takes 2046

// A word has letters and digits alone: nothing in it has to be escaped.
std::string lexeme(const std::string& word) {
  std::string small;
  for (size_t at = 0; at < word.size();)
    append_utf8(small, static_cast<char32_t>(u_tolower(static_cast<UChar32>(next_code_point(word, at)))));
  return "'" + std::string(utf8_prefix(small, kOctets)) + "'";
}

}  // namespace

std::string tsvector_of(std::string_view text) {
  std::set<std::string> lexemes;
  for (const std::string& word : words_in(text)) lexemes.insert(lexeme(word));
  std::string out;
  for (const std::string& one : lexemes) out += one + " ";
  return out;
}

std::string tsquery_of(std::string_view typed) {
  std::string out;
  size_t count = 0;
  for (const std::string& word : words_in(typed)) {
    if (count++ < kQueryWords) out += (out.empty() ? "" : " & ") + lexeme(word) + ":*";
  }
  return out;
}

}  // namespace pismovod
