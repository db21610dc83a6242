// The number of a request on the firm's site: WZ00 and at least three digits more.
//
// Typed with look-alike letters, with the letter O for a zero, with hyphens and blanks, in small
// letters, and in the wrong keyboard layout (ЦЯ00...).

#include <algorithm>

#include "facts/filter.h"
#include "facts/number.h"

namespace pismovod {
namespace {

constexpr size_t kFewestDigits = 5;  // 00 and three more
constexpr size_t kMostDigits = 12;
constexpr size_t kWholeAlone = 7;  // so many in one piece: a number behind it is another one

class RequestNumber : public Filter {
 public:
  explicit RequestNumber(const FilterSetup&) {}

  std::vector<std::string> answers() const override { return {"request_number"}; }

  Finding find(const Request&, const Reading& reading) const override {
    Finding finding;
    for (const Text& text : reading.texts()) {
      if (finding.has_enough() || reading.is_over_now()) break;
      const Tokens& tokens = text.tokens();
      for (uint32_t i = 0; i < tokens.size(); ++i) {
        if (tokens[i].kind == TokenKind::word) read(text, i, finding);
      }
      for (const Field& field : text.fields()) {
        if (field.label == Label::request_number) labelled(text, field, finding);
      }
    }
    return finding;
  }

 private:
  // "wz", "wzoo", "цяОО": the prefix, and how many zeros were typed as letters.
  static std::optional<size_t> prefix(std::string_view word) {
    static const std::string first = "w" + fold("цшщԝ");
    static const std::string second = "z" + fold("яз");
    if (word.size() < 2 || first.find(word[0]) == std::string::npos || second.find(word[1]) == std::string::npos)
      return std::nullopt;
    const std::string_view rest = word.substr(2);
    if (rest.find_first_not_of('o') != std::string_view::npos) return std::nullopt;
    return rest.size();
  }

  static void read(const Text& text, uint32_t i, Finding& finding) {
    const Tokens& tokens = text.tokens();
    const auto zeros = prefix(tokens.text(i));
    if (!zeros) {
      lost_letter(text, i, finding);
      return;
    }
    std::string digits(*zeros, '0');
    uint32_t last = i;
    take_digits(tokens, digits, last);
    if (digits.size() < 3) return;
    Fact fact{"WZ" + digits, text.evidence(i, last), {}, {}};
    const bool right = digits.starts_with("00") && digits.size() >= kFewestDigits;
    if (!right) {
      const bool latin = tokens.text(i).substr(0, 2) == "wz";
      if (!latin || digits == "00") return;
      fact.wrong = {"request_form", {}};
    }
    finding.add(std::move(fact));
  }

  // "W00123456", "Z00123456": one letter of the two is lost.
  static void lost_letter(const Text& text, uint32_t i, Finding& finding) {
    const Tokens& tokens = text.tokens();
    const bool one = tokens.text(i) == "w" || tokens.text(i) == "z";
    if (!one || !tokens.is_kind(i + 1, TokenKind::number) || tokens[i + 1].after_space) return;
    const std::string_view digits = tokens.text(i + 1);
    if (!digits.starts_with("00") || digits.size() < kWholeAlone) return;
    finding.add({std::string(text.written(i, i + 1)), text.evidence(i, i + 1), {"request_form", {}}, {}});
  }

  // "WZ ОО733018": zeros that were typed as letters.
  static bool starts_number(const Tokens& tokens, uint32_t i) {
    return tokens.is_kind(i, TokenKind::number) && !tokens[i].after_space;
  }

  // "WZ-00-55 61 70 42": grouped by twos, it ends with the last pair.
  static bool goes_on_in_pairs(const Tokens& tokens, const std::string& digits, uint32_t last, uint32_t i) {
    const bool pairs = digits.size() % 2 == 0 && tokens.is_kind(last, TokenKind::number) && tokens[last].size() == 2;
    return pairs && tokens[i].size() == 2 && tokens[i].begin - tokens[last].end == 1 && digits.size() < 10;
  }

  // Groups of digits behind the prefix; a letter O among them is a zero.
  static void take_digits(const Tokens& tokens, std::string& digits, uint32_t& last) {
    for (uint32_t i = last + 1; i < tokens.size() && digits.size() < kMostDigits; ++i) {
      const Token& token = tokens[i];
      const bool only_o =
          token.kind == TokenKind::word && tokens.text(i).find_first_not_of('o') == std::string_view::npos;
      const bool zeros = only_o && (!token.after_space || (digits.empty() && starts_number(tokens, i + 1)));
      if (token.kind == TokenKind::number || zeros) {
        const bool another =
            token.after_space && (digits.size() >= kWholeAlone || (digits.size() >= kFewestDigits && token.size() < 3));
        if (another && !goes_on_in_pairs(tokens, digits, last, i)) return;
        digits += token.kind == TokenKind::number ? std::string(tokens.text(i)) : std::string(token.size(), '0');
        last = i;
        continue;
      }
      const bool joint =
          tokens.is_mark(i, '-') || tokens.is_mark(i, '_') || tokens.is_mark(i, '#') || tokens.is_mark(i, '.');
      const bool goes_on = joint && i + 1 < tokens.size() && !tokens[i + 1].after_space &&
                           (tokens[i + 1].kind == TokenKind::number || tokens[i + 1].kind == TokenKind::word);
      if (!goes_on || (token.after_space && digits.size() >= kFewestDigits)) return;
    }
  }

  // "заявка № 12345": labelled, and no request number.
  static void labelled(const Text& text, const Field& field, Finding& finding) {
    const Tokens& tokens = text.tokens();
    const uint32_t begin = field.value.begin;
    for (uint32_t i = begin; i < field.value.end && i < begin + 3; ++i) {
      if (tokens[i].kind == TokenKind::word && prefix(tokens.text(i))) return;
    }
    if (begin >= field.value.end) return;
    uint32_t last = begin;
    size_t digits = 0;
    for (uint32_t i = begin; i < field.value.end; ++i) {
      if (i > begin && tokens[i].after_space) break;
      digits += tokens[i].kind == TokenKind::number ? tokens[i].size() : 0;
      last = i;
    }
    if (digits < 3) return;
    finding.add({std::string(text.written(begin, last)), text.evidence(field, begin, last), {"request_form", {}}, {}});
  }
};

const bool announced =
    announce_filter("request_number", [](const FilterSetup& setup) { return std::make_unique<RequestNumber>(setup); });

}  // namespace
}  // namespace pismovod
