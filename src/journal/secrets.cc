#include "journal/secrets.h"

#include <algorithm>
#include <vector>

#include "base/fold.h"
#include "base/utf8.h"
#include "journal/secret_spans.h"

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

bool has_digit(std::string_view word) { return std::any_of(word.begin(), word.end(), is_digit); }

}  // namespace

std::string without_secrets(std::string_view text) {
  std::vector<SecretSpan> spans = named_secrets(text);
  for (const SecretSpan& span : pin_groups(text)) spans.push_back(span);
  std::sort(spans.begin(), spans.end(), [](const SecretSpan& a, const SecretSpan& b) { return a.begin < b.begin; });
  std::string out;
  size_t kept = 0;
  for (const SecretSpan& span : spans) {
    if (span.begin >= kept) out.append(text.substr(kept, span.begin - kept)).append("***");
    kept = std::max(kept, span.end);
  }
  return out.append(text.substr(kept));
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
  keep(entry.override_reason);
  for (std::string& line : entry.reply_lines) keep(line);
  for (std::string& advisory : entry.advisories) keep_short(advisory);
  if (shortened) entry.offers.clear();  // half a value is none
  for (CaseOffer& offer : entry.offers) keep(offer.value);
  if (entry.completion) {
    for (std::string* text : {&entry.completion->before, &entry.completion->after}) keep_short(*text);
    for (std::string& line : entry.completion->lines) keep_short(line);
  }
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
