// The article of the price list: 13 digits that begin 4601546 or 290000, with a check digit; or a
// textual code, by its label or from the catalogue.

#include <algorithm>

#include "facts/check_digits.h"
#include "facts/filter.h"
#include "facts/number.h"

namespace pismovod {
namespace {

constexpr size_t kLength = 13;

bool has_firm_prefix(const std::string& digits) {
  return digits.starts_with("4601546") || digits.starts_with("290000");
}

class Article : public Filter {
 public:
  explicit Article(const FilterSetup& setup) : codes_(setup.words.term(setup.catalogue.articles)) {}

  std::vector<std::string> answers() const override { return {"product_article"}; }

  Finding find(const Request&, const Reading& reading) const override {
    Finding finding;
    for (const Text& text : reading.texts()) {
      if (finding.has_enough() || reading.is_over_now()) break;
      by_prefix(text, finding);
      for (const Field& field : text.fields()) {
        if (field.label == Label::article) by_label(text, field, finding);
      }
      for (const Hit& hit : text.hits(codes_)) {
        // "КППроф12" is not all of "КППроф12ЛЦ".
        const bool goes_on = hit.last + 1 < text.tokens().size() && !text.tokens()[hit.last + 1].after_space &&
                             text.tokens()[hit.last + 1].kind == TokenKind::word;
        if (goes_on) continue;
        finding.add({std::string(text.written(hit.first, hit.last)), text.evidence(hit.first, hit.last), {}, {}});
      }
    }
    return finding;
  }

 private:
  // 13 digits of the price list say themselves what they are.
  static void by_prefix(const Text& text, Finding& finding) {
    const Tokens& tokens = text.tokens();
    for (uint32_t i = 0; i < tokens.size() && !finding.has_enough(); ++i) {
      if (tokens[i].kind != TokenKind::number || (i > 0 && tokens[i - 1].kind == TokenKind::number)) continue;
      const std::string_view head = tokens.text(i);
      if (head[0] != '4' && head[0] != '2') continue;
      for (const DigitRun& run : groupings(tokens, i, static_cast<uint32_t>(tokens.size()))) {
        if (run.digits.size() != kLength || !has_firm_prefix(run.digits)) continue;
        add(text, run, text.evidence(run.first, run.last), finding);
        i = run.last;
        break;
      }
    }
  }

  static void add(const Text&, const DigitRun& run, Evidence evidence, Finding& finding) {
    Fact fact{run.digits, std::move(evidence), {}, {}};
    if (!is_ean13(run.digits)) fact.wrong = {"check_digit", {}};
    finding.add(std::move(fact));
  }

  static void by_label(const Text& text, const Field& field, Finding& finding) {
    const Tokens& tokens = text.tokens();
    const auto run = first_number(tokens, field.value, 2, [](const std::string& d) { return d.size() >= 6; });
    if (run && !is_within_word(tokens, run->first)) {
      labelled_number(text, field, *run, finding);
      return;
    }
    if (auto code = textual_code(text, field)) finding.add(std::move(*code));
  }

  static void labelled_number(const Text& text, const Field& field, const DigitRun& first, Finding& finding) {
    for (const DigitRun& run : groupings(text.tokens(), first.first, field.value.end)) {
      if (run.digits.size() != kLength) continue;
      if (!has_firm_prefix(run.digits)) add(text, run, text.evidence(field, run.first, run.last), finding);
      return;  // with the prefix by_prefix has it
    }
    Fact fact{first.digits, text.evidence(field, first.first, first.last), {"article_length", {}}, {}};
    finding.add(std::move(fact));
  }

  // "КППроф12ЛЦ", "ЭТП-Базис": one piece without blanks that is no ordinary word.
  static std::optional<Fact> textual_code(const Text& text, const Field& field) {
    const Tokens& tokens = text.tokens();
    const uint32_t begin = field.value.begin;
    if (begin >= field.value.end || tokens[begin].kind != TokenKind::word) return std::nullopt;
    uint32_t last = begin;
    while (last + 1 < field.value.end && !tokens[last + 1].after_space && !tokens[last + 1].is_break()) ++last;
    while (last > begin && tokens[last].kind == TokenKind::mark) --last;
    bool digits = false;
    bool joint = false;
    size_t letters = 0;
    for (uint32_t i = begin; i <= last; ++i) {
      digits = digits || tokens[i].kind == TokenKind::number;
      joint = joint || tokens.is_mark(i, '_') || tokens.is_mark(i, '-');
      letters += tokens[i].kind == TokenKind::word ? tokens[i].size() : 0;
    }
    const bool abbreviated = joint && tokens[begin].all_capitals && tokens[begin].size() >= 2;
    if (letters < 2 || !(digits || abbreviated || has_inner_capital(text, begin))) return std::nullopt;
    return Fact{std::string(text.written(begin, last)), text.evidence(field, begin, last), {}, {}};
  }

  // "КППроф": capitals within the word.
  static bool has_inner_capital(const Text& text, uint32_t i) {
    const Folded& folded = text.passage().folded;
    const Token& token = text.tokens()[i];
    bool small = false;
    bool inner = false;
    for (size_t k = token.begin + 1; k < token.end; ++k) {
      inner = inner || folded.is_capital(k);
      small = small || !folded.is_capital(k);
    }
    return inner && small;
  }

  TermId codes_;
};

const bool announced =
    announce_filter("article", [](const FilterSetup& setup) { return std::make_unique<Article>(setup); });

}  // namespace
}  // namespace pismovod
