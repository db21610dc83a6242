// Products that the client bought earlier, each with its registration number: in the letter or in
// an attached list. A client said to own none owes none.

#include <algorithm>
#include <span>

#include "facts/filter.h"
#include "facts/number.h"
#include "facts/said_sentence.h"

namespace pismovod {
namespace {

constexpr uint32_t kShortly = 40;  // tokens from a product to its number

class OwnedProducts : public Filter {
 public:
  explicit OwnedProducts(const FilterSetup& setup)
      : owns_none_(setup.words.term(setup.catalogue.list("owns_no_products"))),
        owns_none_loosely_(setup.words.term(setup.catalogue.list("owns_no_products_loosely"), true)),
        postponed_(setup.words.term(setup.catalogue.list("postponed"))) {}

  std::vector<std::string> answers() const override { return {"owned_products"}; }

  Finding find(const Request&, const Reading& reading) const override {
    Finding finding;
    for (const Text& text : reading.texts()) {
      if (finding.has_enough() || reading.is_over_now()) break;
      const std::vector<ProductMention>& mentions = text.products();
      if (!mentions.empty()) collect(reading, text, in_order(mentions), finding);
    }
    if (finding.right.empty()) look_for_none(reading, finding);
    return finding;
  }

 private:
  static std::vector<ProductMention> in_order(std::vector<ProductMention> mentions) {
    std::ranges::sort(mentions, {}, &ProductMention::first);
    return mentions;
  }

  static bool is_number(const std::string& digits) { return digits.size() >= 5 && digits.size() <= 12; }

  static void collect(const Reading& reading, const Text& text, const std::vector<ProductMention>& mentions,
                      Finding& finding) {
    for (const Field& field : text.fields()) {
      if (field.label != Label::reg_number) continue;
      const auto run = first_number(text.tokens(), field.value, 5, is_number);
      if (!run || is_own_nfr(reading, run->digits)) continue;
      const ProductMention* product = nearest_before(text, mentions, run->first);
      if (product != nullptr) finding.add({run->digits, text.evidence(product->first, run->last), {}, {}});
    }
    if (finding.right.empty()) rows_without_head(text, mentions, finding);
  }

  static bool is_own_nfr(const Reading& reading, const std::string& digits) {
    const Organization* sender = reading.sender();
    return sender != nullptr && std::find(sender->nfr_reg_numbers.begin(), sender->nfr_reg_numbers.end(), digits) !=
                                    sender->nfr_reg_numbers.end();
  }

  // The product of the same row or line, or the one named shortly before.
  static const ProductMention* nearest_before(const Text& text, const std::vector<ProductMention>& mentions,
                                              uint32_t i) {
    const Tokens::Range line = text.tokens().line(i);
    const ProductMention* best = nullptr;
    const size_t from = std::min<size_t>(line.begin, i - std::min(i, kShortly));
    const auto at = std::ranges::lower_bound(mentions, from, {}, &ProductMention::last);
    for (const ProductMention& mention : std::span(at, mentions.end())) {
      if (mention.first > i && mention.first >= line.end) break;
      const bool same_line = mention.first >= line.begin && mention.last < line.end;
      const bool shortly_before = mention.last < i && i - mention.last < kShortly;
      if (same_line || shortly_before) best = &mention;
      if (mention.first > i && best != nullptr) break;
    }
    return best;
  }

  // A list without a head: a product and, in another cell of its row, a number of the usual length.
  static void rows_without_head(const Text& text, const std::vector<ProductMention>& mentions, Finding& finding) {
    const Tokens& tokens = text.tokens();
    for (const ProductMention& mention : mentions) {
      if (finding.has_enough()) break;
      const Tokens::Range line = tokens.line(mention.first);
      for (auto i = static_cast<uint32_t>(line.begin); i < line.end; ++i) {
        const bool cell = i == line.begin || tokens[i - 1].kind == TokenKind::cell;
        const bool alone = i + 1 == line.end || tokens.is_kind(i + 1, TokenKind::cell);
        if (!cell || !alone || tokens[i].kind != TokenKind::number || tokens[i].size() < 8 || tokens[i].size() > 11)
          continue;
        finding.add({std::string(tokens.text(i)), text.evidence(mention.first, std::max(mention.last, i)), {}, {}});
      }
    }
  }

  // "раньше с 1С дела не имели": by listed words, or as examples of sentences tell; where they only lean to it, it may
  // be so.
  void look_for_none(const Reading& reading, Finding& finding) const {
    if (says_none(reading)) {
      finding.absent = {"owns_no_products", {}};
      return;
    }
    SaidSentences said(reading, "owns_nothing");
    for (const Text* text : reading.own_words(true)) {
      if (text->place().kind == Place::Kind::subject) continue;  // it is prescribed, and names products
      for_each_statement(*text, [&](Tokens::Range statement) {
        take_statement(*text, statement, said, finding);
        return !finding.absent;
      });
      if (finding.absent) return;
    }
  }

  void take_statement(const Text& text, Tokens::Range statement, SaidSentences& said, Finding& finding) const {
    if (text.has_hit(postponed_, statement)) return;  // "ранее купленные продукты: уточняем"
    if (said.of(text, statement) == Says::yes) {
      finding.absent = {"owns_no_products", {}};
    } else if (finding.presumed.empty() && said.leans(text, statement.begin)) {
      finding.presumed.push_back(perhaps_said(evidence_of(text, statement)));
    }
  }

  bool says_none(const Reading& reading) const {
    const std::vector<const Text*> own = reading.own_words(true);
    return std::any_of(own.begin(), own.end(), [&](const Text* text) {
      return !text->hits(owns_none_).empty() || !text->loose_hits(owns_none_loosely_).empty();
    });
  }

  TermId owns_none_;
  TermId owns_none_loosely_;
  TermId postponed_;
};

const bool announced =
    announce_filter("owned_products", [](const FilterSetup& setup) { return std::make_unique<OwnedProducts>(setup); });

}  // namespace
}  // namespace pismovod
