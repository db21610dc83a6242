// The product's name: of the price list, its usual short form, or whatever a label calls it.
// { full = true } asks for the full name: an abbreviation is then wrong.

#include "facts/filter.h"
#include "facts/product_mention.h"

namespace pismovod {
namespace {

class Product : public Filter {
 public:
  explicit Product(const FilterSetup& setup) : reader_(setup.words, setup.catalogue) {}

  std::vector<std::string> answers() const override { return {"product_name"}; }

  Finding find(const Request& request, const Reading& reading) const override {
    Finding finding;
    const bool full = request.has("full");
    for (const Text& text : reading.texts()) {
      for (const ProductMention& mention : reader_.mentions(text)) {
        Fact fact{mention.name, text.evidence(mention.first, mention.last), {}, {}};
        if (full && mention.is_short) fact.wrong = {"abbreviation", {}};
        (fact.wrong.key.empty() ? finding.right : finding.wrong).push_back(std::move(fact));
      }
    }
    return finding;
  }

 private:
  ProductReader reader_;
};

const bool announced =
    announce_filter("product", [](const FilterSetup& setup) { return std::make_unique<Product>(setup); });

}  // namespace
}  // namespace pismovod
