#include "journal/search_words.h"

#include "base/utf8.h"

namespace pismovod {
namespace {

constexpr size_t kOctets = 4000;

// ё is written е as often as not.
std::string with_plain_e(std::string_view text) {
  std::string out;
  for (size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    append_utf8(out, c == U'ё' ? U'е' : c == U'Ё' ? U'Е' : c == U'\0' ? U' ' : c);
  }
  return out;
}

// As the tokenizer of FTS5 sees it, near enough: what is no letter and no digit parts words.
bool parts_words(char32_t c) {
  if (c < 0x80) return !((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'));
  return c < 0xC0 || (c >= 0x2000 && c <= 0x206F) || (c >= 0xFE00 && c <= 0xFEFF) || c == 0xFFFD || c == 0x2116;
}

}  // namespace

std::string lower_case(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

std::string words_of(const CaseEntry& entry) {
  std::string out;
  const auto add = [&out](const std::string& text) {
    if (out.size() < kOctets) out += text + "\n";
  };
  for (const std::string* text : {&entry.number, &entry.queue_id, &entry.subject, &entry.reverse_path,
                                  &entry.authenticated, &entry.from, &entry.message_id}) {
    add(*text);
  }
  for (const CaseMailbox& mailbox : entry.mailboxes) {
    for (const CaseRequirement& requirement : mailbox.requirements) {
      for (const CaseFact& fact : requirement.facts) add(fact.value);
    }
  }
  for (const std::string& recipient : entry.recipients) add(recipient);
  return with_plain_e(utf8_prefix(out, kOctets));
}

std::vector<std::string> words_in(std::string_view text) {
  std::vector<std::string> out;
  std::string word;
  const auto end_word = [&] {
    if (!word.empty()) out.push_back(std::move(word));
    word.clear();
  };
  const std::string plain = with_plain_e(text);
  for (size_t at = 0; at < plain.size();) {
    const char32_t c = next_code_point(plain, at);
    if (parts_words(c)) {
      end_word();
    } else {
      append_utf8(word, c);
    }
  }
  end_word();
  return out;
}

std::string word_query(std::string_view typed) {
  std::string out;
  size_t count = 0;
  for (const std::string& word : words_in(typed)) {
    if (count++ < kQueryWords) out += (out.empty() ? "\"" : " \"") + word + "\" *";
  }
  return out;
}

}  // namespace pismovod
