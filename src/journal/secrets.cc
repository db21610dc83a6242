#include "journal/secrets.h"

#include <algorithm>
#include <array>
#include <vector>

#include "base/fold.h"
#include "base/utf8.h"

namespace pismovod {
namespace {

constexpr size_t kTextOctets = 2000;  // of one field; more is nobody's reading

struct Word {
  size_t begin = 0;
  size_t end = 0;
};

bool is_word_character(char32_t c) {
  if (c < 0x80) return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  return (c >= 0xC0 && c < 0x2000) || (c >= 0x2C00 && c < 0xFE00 && (c < 0x2E00 || c > 0x303F)) || c > 0xFEFF;
}

std::vector<Word> words_in(std::string_view text) {
  std::vector<Word> out;
  bool inside = false;
  for (size_t at = 0; at < text.size();) {
    const size_t begin = at;
    const bool word = is_word_character(next_code_point(text, at));
    if (word && !inside) out.push_back({begin, at});
    if (word) out.back().end = at;
    inside = word;
  }
  return out;
}

bool names_secret(std::string_view word) {
  static const std::array<std::string, 7> stems = {fold("парол"),   fold("password"),   fold("passwd"), fold("пинкод"),
                                                   fold("pincode"), fold("passphrase"), fold("pwd")};
  static const std::array<std::string, 2> whole = {fold("пин"), fold("pin")};
  const std::string folded = fold(word);
  return std::any_of(stems.begin(), stems.end(), [&](const std::string& s) { return folded.starts_with(s); }) ||
         std::find(whole.begin(), whole.end(), folded) != whole.end();
}

bool has_digit(std::string_view word) { return std::any_of(word.begin(), word.end(), is_digit); }
bool is_filler(std::string_view word) {
  static const std::array<std::string, 8> fillers = {fold("код"), fold("кода"), fold("code"), fold("от"),
                                                     fold("для"), fold("is"),   fold("мой"),  fold("наш")};
  return std::find(fillers.begin(), fillers.end(), fold(word)) != fillers.end();
}

// On the same line, and nothing but signs between.
bool is_near(std::string_view text, const Word& a, const Word& b) {
  const std::string_view between = text.substr(a.end, b.begin - a.end);
  return between.find('\n') == std::string_view::npos && between.size() <= 8;
}

// The size of what may stand before a value and is none of it; 0: nothing.
size_t sign_at(std::string_view text) {
  for (const std::string_view sign : {" ", "\t", ":", "=", "-", "\"", "–", "—", "№", "«"}) {
    if (text.starts_with(sign)) return sign.size();
  }
  return 0;
}

// "пароль: секрет", "пароль qwerty", "ПИН 1234", but not "пароль не подходит".
bool gives_it(std::string_view text, const Word& before, const Word& value) {
  const std::string_view between = text.substr(before.end, value.begin - before.end);
  const unsigned char first = static_cast<unsigned char>(text[value.begin]);
  return first < 0x80 || between.find_first_of(":=\"'") != std::string_view::npos ||
         between.find("«") != std::string_view::npos;
}

}  // namespace

// Behind such a word: the next word that is no filler, with all digits that follow it.
std::string without_secrets(std::string_view text) {
  const std::vector<Word> words = words_in(text);
  std::string out;
  size_t kept = 0;
  for (size_t i = 0; i < words.size(); ++i) {
    if (!names_secret(text.substr(words[i].begin, words[i].end - words[i].begin))) continue;
    size_t next = i + 1;
    const auto word = [&](size_t n) { return text.substr(words[n].begin, words[n].end - words[n].begin); };
    while (next < words.size() && is_filler(word(next)) && is_near(text, words[next - 1], words[next])) ++next;
    if (next >= words.size() || !is_near(text, words[next - 1], words[next])) continue;
    if (!gives_it(text, words[next - 1], words[next])) continue;
    const size_t begins_behind = words[next - 1].end;
    // Signs are part of a password: up to the next blank.
    size_t end = text.find_first_of(" \t\r\n", words[next].begin);
    if (end == std::string_view::npos) end = text.size();
    while (next + 1 < words.size() &&
           (words[next + 1].begin < end ||
            (has_digit(word(next + 1)) &&
             text.substr(end, words[next + 1].begin - end).find('\n') == std::string_view::npos &&
             words[next + 1].begin - end <= 3))) {
      ++next;
      end = std::max(end, words[next].end);
    }
    while (end > words[next].end && std::string_view(",.;:)").find(text[end - 1]) != std::string_view::npos) --end;
    size_t begin = begins_behind;
    while (const size_t sign = sign_at(text.substr(begin, end - begin))) begin += sign;
    out += std::string(text.substr(kept, begin - kept)) + "***";
    kept = end;
    i = next;
  }
  return out + std::string(text.substr(kept));
}

std::string shortened_words(std::string_view text) {
  std::string out;
  size_t kept = 0;
  for (const Word& word : words_in(text)) {
    const std::string_view whole = text.substr(word.begin, word.end - word.begin);
    out += text.substr(kept, word.begin - kept);
    kept = word.end;
    if (utf8_length(whole) <= 3) {
      out += whole;
      continue;
    }
    size_t at = 0;
    for (int i = 0; i < 2; ++i) append_utf8(out, next_code_point(whole, at));
    out += "…";
    if (has_digit(whole)) out += whole.substr(whole.size() - 2);
  }
  return out + std::string(text.substr(kept));
}

void make_storable(CaseEntry& entry, bool shortened) {
  const auto keep = [](std::string& text) { text = without_secrets(to_valid_utf8(utf8_prefix(text, kTextOctets))); };
  const auto keep_short = [&](std::string& text) {
    keep(text);
    if (shortened) text = shortened_words(text);
  };
  keep_short(entry.subject);
  for (std::string& place : entry.looked) keep(place);
  for (std::string* text : {&entry.message_id, &entry.from, &entry.reverse_path, &entry.authenticated, &entry.queue_id,
                            &entry.override_reason}) {
    *text = to_valid_utf8(utf8_prefix(*text, kTextOctets));
  }
  for (std::string& line : entry.reply_lines) keep(line);
  for (CaseMailbox& mailbox : entry.mailboxes) {
    keep_short(mailbox.decided_by);
    for (std::string& word : mailbox.words) keep_short(word);
    for (CaseRequirement& requirement : mailbox.requirements) {
      keep_short(requirement.reason);
      for (CaseFact& fact : requirement.facts) {
        for (std::string* text : {&fact.value, &fact.evidence, &fact.reason}) keep_short(*text);
        for (std::string* text : {&fact.where, &fact.place}) keep(*text);
      }
    }
  }
}

}  // namespace pismovod
