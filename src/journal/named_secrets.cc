#include <algorithm>
#include <array>
#include <string>

#include "base/fold.h"
#include "base/utf8.h"
#include "journal/secret_spans.h"

namespace pismovod {
namespace {

constexpr size_t kObjectWords = 4;  // "от базы данных клиента"

bool is_word_character(char32_t c) {
  if (c < 0x80) return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  return (c >= 0xC0 && c < 0x2000) || (c >= 0x2C00 && c < 0xFE00 && (c < 0x2E00 || c > 0x303F)) || c > 0xFEFF;
}

template <size_t kCount>
bool is_one_of(const std::string& folded, const std::array<const char*, kCount>& words) {
  return std::any_of(words.begin(), words.end(), [&](const char* word) { return folded == fold(word); });
}

template <size_t kCount>
bool begins_as_one_of(const std::string& folded, const std::array<const char*, kCount>& stems) {
  return std::any_of(stems.begin(), stems.end(), [&](const char* stem) { return folded.starts_with(fold(stem)); });
}

bool is_password(const std::string& word) {
  return begins_as_one_of(word, std::array{"парол", "password", "passwd", "пинкод", "pincode", "passphrase", "pwd"}) ||
         is_one_of(word, std::array{"пин", "pin"});
}
bool is_filler(const std::string& word) {
  return is_one_of(word, std::array{"код", "кода", "code", "от", "для", "is", "мой", "наш"});
}
bool is_preposition(const std::string& word) {
  return is_one_of(word, std::array{"от", "для", "к", "на", "for", "from", "to", "of"});
}
bool has_digit(std::string_view word) { return std::any_of(word.begin(), word.end(), is_digit); }

struct Word : SecretSpan {
  std::string folded;
};

class Finder {
 public:
  explicit Finder(std::string_view text) : text_(text) { cut(); }

  std::vector<SecretSpan> run() {
    for (size_t i = 0; i < words_.size(); ++i) {
      const size_t name = name_at(i);
      if (name == 0) continue;
      const size_t value = value_behind(i + name - 1);
      if (value < words_.size()) i = take(value);
    }
    return std::move(out_);
  }

 private:
  void cut() {
    bool inside = false;
    for (size_t at = 0; at < text_.size();) {
      const size_t begin = at;
      const bool is_word = is_word_character(next_code_point(text_, at));
      if (is_word && !inside) words_.push_back({{begin, at}, {}});
      if (is_word) words_.back().end = at;
      inside = is_word;
    }
    for (Word& word : words_) word.folded = fold(text_.substr(word.begin, word.end - word.begin));
  }

  std::string_view between(size_t i) const { return text_.substr(words_[i].end, words_[i + 1].begin - words_[i].end); }

  // How many words name a secret from the i-th on; 0: none do.
  size_t name_at(size_t i) const {
    const std::string& word = words_[i].folded;
    if (is_password(word)) return 1;
    if (i + 1 >= words_.size() || between(i).find('\n') != std::string_view::npos) return 0;
    const std::string& next = words_[i + 1].folded;
    // "п/к", and "код активации", "activation code", "ключ активации".
    if (word == fold("п") && next == fold("к") && between(i) == "/") return 2;
    const bool is_code =
        begins_as_one_of(word, std::array{"код", "ключ"}) && begins_as_one_of(next, std::array{"активац"});
    const bool is_english =
        begins_as_one_of(word, std::array{"activation"}) && is_one_of(next, std::array{"code", "key"});
    return is_code || is_english ? 2 : 0;
  }

  // On the same line, and nothing but signs between.
  bool is_near(size_t i) const {
    return i + 1 < words_.size() && between(i).find('\n') == std::string_view::npos && between(i).size() <= 8;
  }

  // The word that is the value behind the name's last word; the number of words: none.
  size_t value_behind(size_t last) const {
    size_t at = last;
    bool names_object = false;  // "пароль от базы qwerty", "пароль для входа: секрет"
    for (; is_near(at) && (is_filler(words_[at + 1].folded) || is_preposition(words_[at + 1].folded)); ++at)
      names_object = names_object || is_preposition(words_[at + 1].folded);
    for (size_t i = 0; i <= (names_object ? kObjectWords : 0) && is_near(at); ++i, ++at) {
      const bool is_product = words_[at + 1].folded == fold("1с");
      const bool is_long = i == 0 || run_at(words_[at + 1].begin) >= 3;
      if (gives_it(at) && is_long && !is_product) return at + 1;
    }
    return words_.size();
  }

  size_t run_at(size_t begin) const { return std::min(text_.find_first_of(" \t\r\n,;", begin), text_.size()) - begin; }

  // "пароль: секрет", "пароль qwerty", "ПИН 1234", but not "пароль не подходит".
  bool gives_it(size_t before) const {
    const auto first = static_cast<unsigned char>(text_[words_[before + 1].begin]);
    const std::string_view signs = between(before);
    return first < 0x80 || signs.find_first_of(":=\"'") != std::string_view::npos ||
           signs.find("«") != std::string_view::npos;
  }

  // Notes the value that begins at this word, with all digits that follow; the last word of it.
  size_t take(size_t value) {
    // Signs are part of a password: up to the next blank.
    size_t end = std::min(text_.find_first_of(" \t\r\n", words_[value].begin), text_.size());
    size_t last = value;
    while (last + 1 < words_.size()) {
      const Word& next = words_[last + 1];
      const bool is_inside = next.begin < end;
      const bool goes_on = !is_inside && next.begin - end <= 3 &&
                           has_digit(text_.substr(next.begin, next.end - next.begin)) &&
                           text_.substr(end, next.begin - end).find('\n') == std::string_view::npos;
      if (!is_inside && !goes_on) break;
      end = std::max(end, next.end);
      ++last;
    }
    while (end > words_[last].end && std::string_view(",.;:)").find(text_[end - 1]) != std::string_view::npos) --end;
    out_.push_back({begin_of(value, end), end});
    return last;
  }

  // Signs right before the value that may be its own: "-1234" is, ": 1234" is not.
  size_t begin_of(size_t value, size_t end) const {
    size_t begin = value == 0 ? 0 : words_[value - 1].end;
    for (bool more = true; more && begin < end;) {
      more = false;
      for (const std::string_view sign : {" ", "\t", ":", "=", "-", "\"", "–", "—", "№", "«"}) {
        if (!text_.substr(begin).starts_with(sign)) continue;
        begin += sign.size();
        more = true;
      }
    }
    return begin;
  }

  std::string_view text_;
  std::vector<Word> words_;
  std::vector<SecretSpan> out_;
};

}  // namespace

std::vector<SecretSpan> named_secrets(std::string_view text) { return Finder(text).run(); }

}  // namespace pismovod
