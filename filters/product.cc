// The product's name: of the price list, its usual short form, or whatever a label calls it.
// { full = true } asks for the full name: an abbreviation is then wrong.

#include "facts/filter.h"

namespace pismovod {
namespace {

class Product : public Filter {
 public:
  explicit Product(const FilterSetup&) {}

  std::vector<std::string> answers() const override { return {"product_name"}; }

  Finding find(const Request& request, const Reading& reading) const override {
    Finding finding;
    const bool full = request.has("full");
    for (const Text& text : reading.texts()) {
      if (finding.has_enough() || reading.is_over_now()) break;
      for (const ProductMention& mention : text.products()) {
        if (finding.has_enough()) break;
        Fact fact{text.written_line(mention.first, mention.last), text.evidence(mention.first, mention.last), {}, {}};
        if (full && mention.is_short) fact.wrong = {"abbreviation", {}};
        finding.add(std::move(fact));
      }
    }
    return finding;
  }
};

const bool announced =
    announce_filter("product", [](const FilterSetup& setup) { return std::make_unique<Product>(setup); });

}  // namespace
}  // namespace pismovod
