// Products of the price list as people name them: in full («1С:Бухгалтерия 8 ПРОФ. Электронная
// поставка»), in short (БП, ЗУП 3.1), or whatever stands behind a label.
#pragma once

#include <string>
#include <vector>

#include "facts/catalogue.h"
#include "facts/reading.h"

namespace pismovod {

class ProductReader {
 public:
  ProductReader(Vocabulary::Builder& words, const Catalogue& catalogue);

  // In the order of the text; of those that overlap the longest.
  std::vector<ProductMention> mentions(const Text& text) const;

 private:
  enum class Case : uint8_t { any, capital, all_capitals };
  struct ShortForms {
    TermId term = 0;
    Case written = Case::any;
    bool needs_sign = false;
  };
  struct Seed {
    uint32_t first = 0;
    uint32_t last = 0;
    bool is_short = false;
    bool is_platform = false;  // "1С:Предприятие": a product only with what follows
  };

  void add_short(Vocabulary::Builder& words, const Phrase& form, bool needs_sign);
  std::vector<Seed> seeds(const Text& text) const;
  void named_seeds(const Text& text, std::vector<Seed>& out) const;
  void spelled_seeds(const Text& text, std::vector<Seed>& out) const;
  void short_seeds(const Text& text, std::vector<Seed>& out) const;
  bool is_product_word(const Text& text, uint32_t i) const;
  bool has_sign(const Text& text, uint32_t first, uint32_t last) const;
  bool is_common_meant(const Text& text, const Hit& hit) const;
  bool written_as(const Text& text, const Hit& hit, Case wanted) const;
  uint32_t extended(const Text& text, const Seed& seed) const;
  uint32_t quoted_end(const Text& text, const Seed& seed) const;
  bool accepts_after_stop(const Text& text, uint32_t i, bool platform) const;
  void labelled(const Text& text, std::vector<ProductMention>& out) const;

  TermId one_c_ = 0;
  TermId spelled_ = 0;
  TermId common_ = 0;
  TermId product_words_ = 0;
  TermId not_products_ = 0;
  TermId signs_ = 0;
  TermId verbs_ = 0;
  TermId contracts_ = 0;
  TermId platform_ = 0;
  TermId placeholders_ = 0;
  TermId forms_ = 0;
  TermId openers_;  // words that begin a sentence and no part of a name
  std::vector<ShortForms> short_;
};

}  // namespace pismovod
