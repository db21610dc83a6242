#include "reader/latin_words.h"

#include <algorithm>
#include <array>
#include <span>
#include <string_view>

#include "base/fold.h"
#include "base/utf8.h"

namespace pismovod {
namespace {

// What people write in Latin letters about 1C's products and machines; parts of longer words too.
constexpr std::array<std::string_view, 34> kLatinWords = {
    "erp",   "usb",    "hasp",   "crm",     "wms",      "nfr",    "sql",       "prof",   "corp",
    "com",   "pdf",    "doc",    "xls",     "http",     "www",    "mail",      "copy",   "windows",
    "micro", "server", "linux",  "postgre", "oracle",   "excel",  "word",      "google", "android",
    "api",   "web",    "online", "soft",    "standard", "office", "enterprise"};

// Labels and forms of firms, which the models know least.
constexpr std::array<std::string_view, 14> kLabels = {"инн", "кпп", "огрн", "огрнип", "бик", "рег", "сч",
                                                      "исх", "ип",  "тел",  "адрес",  "ул",  "пп",  "ит"};

// Those of three letters and more, which no mark of a pen looks like by chance.
constexpr std::array<std::string_view, 9> kCertain = {"инн", "кпп", "огрн", "ооо", "оао", "зао", "пао", "гуп", "муп"};

std::string latin_letters(const std::string& word) {
  std::string out;
  for (const char c : word) {
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) out += static_cast<char>(c | 0x20);
  }
  return out;
}

bool stays_latin(const std::string& word) {
  const std::string letters = latin_letters(word);
  return std::any_of(kLatinWords.begin(), kLatinWords.end(),
                     [&](std::string_view known) { return letters.find(known) != std::string::npos; });
}

bool is_one_of(std::span<const std::string_view> words, const std::string& word) {
  const std::string bare = fold_bare(word);
  return std::any_of(words.begin(), words.end(), [&](std::string_view one) { return bare == fold(one); });
}

// All that is no letter, and whether the first letter is a capital: what two readings of one word
// in two scripts must share.
std::string skeleton_of(const std::string& text) {
  std::string out;
  bool first = true;
  const Folded folded = Folded::of(text);
  for (size_t i = 0; i < folded.size(); ++i) {
    const char c = folded.text()[i];
    if (!is_folded_letter(c)) {
      out += c;
    } else {
      out += first && folded.is_capital(i) ? 'A' : 'a';
      first = false;
    }
  }
  return out;
}

}  // namespace

Letters letters_of(const std::string& text) {
  Letters letters;
  for (size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    if ((c >= U'A' && c <= U'Z') || (c >= U'a' && c <= U'z')) ++letters.latin;
    if (c >= 0x400 && c < 0x530) ++letters.cyrillic;
    if (c >= U'0' && c <= U'9') ++letters.digits;
  }
  return letters;
}

bool is_certain(const std::string& word) { return is_one_of(kCertain, word); }

bool is_better_in_russian(const std::string& word, float confidence, const std::string& russian,
                          float russian_confidence) {
  constexpr float kLeast = 40;
  constexpr float kLeastOfLabel = 15;
  constexpr float kMostLoss = 45;
  if (letters_of(russian).latin > 0 || skeleton_of(russian) != skeleton_of(word)) return false;
  if (fold(russian) == fold(word) || stays_latin(word)) return false;
  if (is_one_of(kLabels, russian)) return russian_confidence >= kLeastOfLabel;
  return russian_confidence >= kLeast && russian_confidence >= confidence - kMostLoss;
}

}  // namespace pismovod
