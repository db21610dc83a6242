// Registration numbers: of the client's product, and of the partner's own NFR delivery.
//
// They look alike (digits, 5 to 12 of them, no check digit): only labels tell them from each other
// and from КПП, account, phone and date. A ПИН code (15 digits) is never one.

#include <algorithm>
#include <set>

#include "facts/filter.h"
#include "facts/number.h"
#include "facts/party.h"

namespace pismovod {
namespace {

constexpr size_t kShortest = 5;
constexpr size_t kLongest = 12;
constexpr size_t kWholeAlone = 7;  // so many digits in one piece are a number without further groups

class RegistrationNumber : public Filter {
 public:
  explicit RegistrationNumber(const FilterSetup& setup) : nfr_(setup.labels.terms[static_cast<size_t>(Label::nfr)]) {}

  std::vector<std::string> answers() const override { return {"product_reg_number", "nfr_reg_number"}; }

  Finding find(const Request& request, const Reading& reading) const override {
    const bool wants_nfr = request.requirement == "nfr_reg_number";
    Finding finding;
    for (const Text& text : reading.texts()) {
      if (finding.has_enough() || reading.is_over_now()) break;
      const std::vector<Found> nfr = of_nfr(text);
      if (wants_nfr) {
        for (const Found& found : nfr) finding.add(fact(text, found));
      } else {
        for (const Found& found : of_products(text, nfr)) add(reading, text, found, finding);
      }
    }
    return finding;
  }

 private:
  struct Found {
    DigitRun run;
    Field field;
  };

  std::vector<Found> of_nfr(const Text& text) const {
    std::vector<Found> out;
    for (const Field& field : text.fields()) {
      if (field.label == Label::nfr) {
        for (DigitRun& run : read(text, field.value)) out.push_back({std::move(run), field});
      } else if (field.label == Label::reg_number) {
        // "рег. номер: 800654321 (NFR)"
        for (DigitRun& run : read(text, field.value)) {
          if (is_marked_behind(text, run.last) || is_marked_before(text, field.words.begin))
            out.push_back({std::move(run), field});
        }
      }
    }
    return out;
  }

  // "NFR-поставка имеет рег. №"
  bool is_marked_before(const Text& text, uint32_t label) const {
    constexpr uint32_t kMostBetween = 4;
    const Tokens& tokens = text.tokens();
    uint32_t begin = label;
    while (begin > 0 && label - begin < kMostBetween &&
           (tokens.is_kind(begin - 1, TokenKind::word) || tokens.is_mark(begin - 1, '-'))) {
      --begin;
    }
    return text.has_hit(nfr_, begin, label);
  }

  bool is_marked_behind(const Text& text, uint32_t last) const {
    const Tokens& tokens = text.tokens();
    if (!tokens.is_mark(last + 1, '(') && !tokens.is_mark(last + 1, '-')) return false;
    return text.has_hit(nfr_, last + 2, last + 3);
  }

  std::vector<Found> of_products(const Text& text, const std::vector<Found>& nfr) const {
    std::set<uint32_t> taken;
    for (const Found& found : nfr) taken.insert(found.run.first);
    std::vector<Found> out;
    for (const Field& field : text.fields()) {
      if (field.label != Label::reg_number) continue;
      std::vector<DigitRun> runs = read(text, field.value);
      if (runs.empty()) {
        if (auto before = number_before(text.tokens(), field.words.begin, is_plausible)) runs.push_back(*before);
      }
      for (DigitRun& run : runs) {
        if (taken.insert(run.first).second) out.push_back({std::move(run), field});
      }
    }
    return out;
  }

  static bool is_plausible(const std::string& digits) {
    return digits.size() >= kShortest && digits.size() <= kLongest;
  }

  // The number behind a label and those that follow it in a list.
  static std::vector<DigitRun> read(const Text& text, TokenRange range) {
    const Tokens& tokens = text.tokens();
    std::vector<DigitRun> out;
    size_t words = 0;
    for (uint32_t i = range.begin; i < range.end && words <= kFiller; ++i) {
      if (is_end(tokens, i, range.end)) break;
      if (tokens[i].kind == TokenKind::word && ++words > 0 && !out.empty() && tokens[i].size() > 3) break;
      if (tokens[i].kind != TokenKind::number || (i != range.begin && is_within_word(tokens, i))) continue;
      const std::vector<DigitRun> list = groupings(tokens, i, range.end);
      if (const DigitRun* run = best(list)) {
        out.push_back(*run);
        i = run->last;
      } else {
        i = list.back().last;
      }
    }
    return out;
  }

  static bool is_end(const Tokens& tokens, uint32_t i, uint32_t end) {
    if (tokens.is_mark(i, '!') || tokens.is_mark(i, '?')) return true;
    return tokens.is_mark(i, '.') && i + 1 < end && tokens.is_kind(i + 1, TokenKind::word) &&
           tokens[i + 1].after_space && tokens[i + 1].capital;
  }

  // "801234567 12" is the first piece; "800 913 324" is all of it.
  static const DigitRun* best(const std::vector<DigitRun>& list) {
    const DigitRun* chosen = nullptr;
    for (const DigitRun& run : list) {
      if (is_plausible(run.digits)) chosen = &run;
      if (run.digits.size() >= kWholeAlone && &run == &list.front()) return is_plausible(run.digits) ? &run : nullptr;
    }
    // Groups that come to more than a number can have are something else: a ПИН code, an account.
    return !list.empty() && list.back().digits.size() > kLongest && list.front().digits.size() < kShortest ? nullptr
                                                                                                           : chosen;
  }

  static Fact fact(const Text& text, const Found& found) {
    return {found.run.digits, text.evidence(found.field, found.run.first, found.run.last), {}, {}};
  }

  static void add(const Reading& reading, const Text& text, const Found& found, Finding& finding) {
    Fact made = fact(text, found);
    const Organization* sender = reading.sender();
    const bool own = sender != nullptr && std::find(sender->nfr_reg_numbers.begin(), sender->nfr_reg_numbers.end(),
                                                    made.value) != sender->nfr_reg_numbers.end();
    if (own) made.wrong = {"partners_nfr_number", {}};
    finding.add(std::move(made));
  }

  TermId nfr_;
};

const bool announced = announce_filter(
    "registration_number", [](const FilterSetup& setup) { return std::make_unique<RegistrationNumber>(setup); });

}  // namespace
}  // namespace pismovod
