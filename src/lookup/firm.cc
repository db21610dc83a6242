#include "lookup/firm.h"

#include <algorithm>
#include <array>

#include "base/fold.h"
#include "base/utf8.h"

namespace pismovod {
namespace {

constexpr size_t kTellingWord = 3;
constexpr size_t kBeginning = 4;  // letters that must be the same: endings differ by case

const std::vector<std::string>& forms() {
  static const std::vector<std::string> words = [] {
    std::vector<std::string> out;
    for (const char* word : {"ооо",
                             "оао",
                             "зао",
                             "пао",
                             "ао",
                             "нао",
                             "ип",
                             "кфх",
                             "фгуп",
                             "гуп",
                             "муп",
                             "мбу",
                             "гбу",
                             "фгбу",
                             "фгбоу",
                             "мбоу",
                             "мкоу",
                             "гбоу",
                             "гау",
                             "мау",
                             "ано",
                             "нко",
                             "чоу",
                             "тсж",
                             "снт",
                             "пк",
                             "кх",
                             "тоо",
                             "оо",
                             "llc",
                             "ltd",
                             "общество",
                             "с",
                             "ограниченной",
                             "ответственностью",
                             "публичное",
                             "акционерное",
                             "закрытое",
                             "открытое",
                             "индивидуальный",
                             "предприниматель",
                             "государственное",
                             "муниципальное",
                             "федеральное",
                             "бюджетное",
                             "казенное",
                             "автономное",
                             "унитарное",
                             "предприятие",
                             "учреждение",
                             "некоммерческая",
                             "организация",
                             "непубличное",
                             "и",
                             "на",
                             "по",
                             "для",
                             "г",
                             "город"})
      out.push_back(fold(word));
    return out;
  }();
  return words;
}

bool is_latin(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); });
}

bool is_cyrillic(std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    if (c >= 0x400 && c < 0x530) return true;
  }
  return false;
}

std::vector<std::string> telling_words(std::string_view name) {
  std::vector<std::string> out = name_words(name);
  std::erase_if(out, [](const std::string& word) { return word.size() < kTellingWord; });
  return out;
}

bool begin_alike(const std::string& a, const std::string& b) {
  const size_t size = std::min({kBeginning, a.size(), b.size()});
  return a.compare(0, size, b, 0, size) == 0;
}

}  // namespace

std::vector<std::string> folded_words(std::string_view text) {
  std::vector<std::string> out;
  std::string word;
  for (const char c : fold(text) + ' ') {
    if (is_folded_letter(c) || is_digit(c)) {
      word += c;
    } else if (!word.empty()) {
      out.push_back(std::move(word));
      word.clear();
    }
  }
  return out;
}

std::vector<std::string> name_words(std::string_view name) {
  std::vector<std::string> out = folded_words(name);
  std::erase_if(
      out, [](const std::string& word) { return std::find(forms().begin(), forms().end(), word) != forms().end(); });
  return out;
}

bool may_be_same_name(std::string_view a, std::string_view b) {
  const std::vector<std::string> first = telling_words(a);
  const std::vector<std::string> second = telling_words(b);
  if (first.empty() || second.empty()) return true;
  // "Vector" and «Вектор»; who writes both may mean either.
  const bool is_other_script =
      (is_latin(a) && !is_latin(b)) || (is_latin(b) && !is_latin(a)) || is_cyrillic(a) != is_cyrillic(b);
  if (is_other_script) return true;
  // «Торговый дом Ромашка» and «ТД Ромашка», «Ромашки» and «Ромашка»; initials stand for whole names.
  return std::any_of(first.begin(), first.end(), [&](const std::string& x) {
    return std::any_of(second.begin(), second.end(), [&](const std::string& y) { return begin_alike(x, y); });
  });
}

}  // namespace pismovod
