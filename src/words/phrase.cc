#include "words/phrase.h"

#include <algorithm>

#include "base/fold.h"

namespace pismovod {
namespace {

using Part = Phrase::Part;

size_t run_of_letters(std::string_view text, size_t at) {
  size_t end = at;
  while (end < text.size() && is_folded_letter(text[end])) ++end;
  return end - at;
}

size_t run_of_digits(std::string_view text, size_t at) {
  size_t end = at;
  while (end < text.size() && is_digit(text[end])) ++end;
  return end - at;
}

// One word (with its '*'), number or mark at `at`; how many octets it took.
Result<size_t> parse_one(std::string_view chunk, size_t at, std::vector<Part>& out) {
  if (const size_t letters = run_of_letters(chunk, at); letters > 0) {
    const bool is_stem = at + letters < chunk.size() && chunk[at + letters] == '*';
    const size_t used = letters + (is_stem ? 1 : 0);
    const size_t behind = at + used;
    if (is_stem && behind < chunk.size() && (is_folded_letter(chunk[behind]) || is_digit(chunk[behind])))
      return failure("'*' stands only at the end of a word, as in партн*");
    out.push_back({std::string(chunk.substr(at, used)), {}, {}});
    return used;
  }
  if (const size_t digits = run_of_digits(chunk, at); digits > 0) {
    out.push_back({{}, {}, std::string(chunk.substr(at, digits))});
    return digits;
  }
  if (chunk[at] == '*') return failure("'*' stands only behind the letters of a word, as in партн*");
  out.push_back({{}, std::string(1, chunk[at]), {}});
  return size_t{1};
}

// "рег|регистр*|#": words and marks.
Result<Part> parse_alternatives(std::string_view chunk) {
  if (chunk.front() == '|' || chunk.back() == '|' || chunk.find("||") != std::string_view::npos)
    return failure("a word is missing beside '|', which parts words without spaces: номер|код");
  Part part;
  for (const std::string& word : split(chunk, '|')) {
    const bool is_mark = word.size() == 1 && !is_folded_letter(word[0]) && !is_digit(word[0]) && word[0] != '*';
    if (is_mark) {
      part.marks += word;
    } else if (is_word_or_stem(word)) {
      part.words += (part.words.empty() ? "" : "|") + word;
    } else {
      return failure("between '|' stand single words or stems, as in рег|регистр*, or a single mark");
    }
  }
  return part;
}

Result<std::vector<Part>> parse_parts(std::string_view written) {
  if (written.find_first_of("{}") != std::string_view::npos)
    return failure(
        "'{' and '}' stand only in mailbox files, around the name of a list of single words in the catalogue: "
        "{NAME}");
  const std::string folded = fold(written);
  if (folded.find_first_of("\n\t\v") != std::string::npos)
    return failure("a phrase stands on one line, with spaces between its words");
  std::vector<Part> out;
  for (const std::string& chunk : split(folded, ' ')) {
    if (chunk.find('|') != std::string::npos) {
      auto part = parse_alternatives(chunk);
      if (!part) return tl::unexpected(part.error());
      out.push_back(std::move(*part));
      continue;
    }
    for (size_t at = 0; at < chunk.size();) {
      const auto used = parse_one(chunk, at, out);
      if (!used) return tl::unexpected(used.error());
      at += *used;
    }
  }
  if (out.empty()) return failure("an empty phrase: it needs a word, a number or a mark");
  return out;
}

}  // namespace

Result<Phrase> Phrase::parse(std::string_view written) {
  auto parts = parse_parts(written);
  if (!parts) return failure("\"" + std::string(written) + "\": " + parts.error().text);
  Phrase out;
  out.written_ = written;
  out.parts_ = std::move(*parts);
  return out;
}

bool is_word_or_stem(std::string_view folded) {
  const size_t letters = run_of_letters(folded, 0);
  return letters > 0 && (letters == folded.size() || (letters + 1 == folded.size() && folded.back() == '*'));
}

std::vector<std::string> split(std::string_view text, char at) {
  std::vector<std::string> parts;
  for (size_t from = 0; from <= text.size();) {
    const size_t to = std::min(text.find(at, from), text.size());
    if (to > from) parts.emplace_back(text.substr(from, to - from));
    from = to + 1;
  }
  return parts;
}

}  // namespace pismovod
