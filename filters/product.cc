// The product's name: of the price list, its usual short form, or whatever a label calls it.
// { full = true } asks for the full name: an abbreviation is then wrong. Where a letter owes the list of what
// the client owns already, products that are said to be owned are none that it asks for.

#include <algorithm>

#include "facts/filter.h"

namespace pismovod {
namespace {

constexpr int kLinesUp = 30;  // of a list to its heading

class Product : public Filter {
 public:
  explicit Product(const FilterSetup& setup) : owned_(setup.words.term(setup.catalogue.list("owned_already"))) {}

  std::vector<std::string> answers() const override { return {"product_name"}; }

  Finding find(const Request& request, const Reading& reading) const override {
    Finding finding;
    Finding owned;
    const bool full = request.has("full");
    const auto& all = request.together;
    const bool parts_owned = std::find(all.begin(), all.end(), "owned_products") != all.end();
    for (const Text& text : reading.texts()) {
      if (finding.has_enough() || reading.is_over_now()) break;
      for (const ProductMention& mention : text.products()) {
        if (finding.has_enough()) break;
        Fact fact{text.written_line(mention.first, mention.last), text.evidence(mention.first, mention.last), {}, {}};
        if (full && mention.is_short) fact.wrong = {"abbreviation", {}};
        (parts_owned && is_owned(text, mention) ? owned : finding).add(std::move(fact));
      }
    }
    // Which product is asked for, then, cannot be told: one that is owned may be meant.
    if (finding.right.empty() && finding.wrong.empty() && !owned.right.empty()) {
      finding.could_not_tell = Reason{"only_owned", {{"value", owned.right.front().value}}};
      finding.presumed = std::move(owned.right);
    }
    return finding;
  }

 private:
  // "Ранее приобретено: ...", or a line with a registration number in a list of that heading.
  bool is_owned(const Text& text, const ProductMention& mention) const {
    const Tokens& tokens = text.tokens();
    Tokens::Range line = tokens.line(mention.first);
    if (text.has_hit(owned_, line.begin, mention.first)) return true;
    if (!has_registration_number(tokens, line)) return false;
    for (int i = 0; i < kLinesUp && line.begin > 0; ++i) {
      const size_t above = line.begin - 1;  // the break between the lines
      if (above == 0) return false;
      line = tokens.is_kind(above - 1, TokenKind::line) ? Tokens::Range{above - 1, above - 1} : tokens.line(above - 1);
      if (text.has_hit(owned_, line)) return true;
      if (line.begin == line.end) line.begin = above;  // an empty line
      if (line.begin < line.end && !has_registration_number(tokens, line) && !is_head_of_table(tokens, line))
        return false;
    }
    return false;
  }

  static bool has_registration_number(const Tokens& tokens, Tokens::Range line) {
    for (size_t i = line.begin; i < line.end; ++i) {
      if (tokens[i].kind == TokenKind::number && tokens[i].size() >= 8 && tokens[i].size() <= 11) return true;
    }
    return false;
  }

  static bool is_head_of_table(const Tokens& tokens, Tokens::Range line) { return !tokens.cell_breaks(line).empty(); }

  TermId owned_;
};

const bool announced =
    announce_filter("product", [](const FilterSetup& setup) { return std::make_unique<Product>(setup); });

}  // namespace
}  // namespace pismovod
