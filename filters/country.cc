// A country's name, in Russian or English, or a usual short form in capitals (РК, ОАЭ, UAE). An
// adjective is none.

#include <algorithm>

#include "facts/filter.h"
#include "facts/organization_mention.h"

namespace pismovod {
namespace {

class CountryFilter : public Filter {
 public:
  explicit CountryFilter(const FilterSetup& setup)
      : short_(setup.words.term(setup.catalogue.list("short_countries"))),
        first_names_(setup.words.term(setup.catalogue.list("countries_like_names"))) {
    for (const Country& country : setup.catalogue.countries) {
      countries_.emplace_back(country.name, setup.words.term(country.phrases));
    }
  }

  std::vector<std::string> answers() const override { return {"country"}; }

  Finding find(const Request&, const Reading& reading) const override {
    Finding finding;
    for (const Text& text : reading.texts()) {
      if (finding.has_enough() || reading.is_over_now()) break;
      for (const auto& [name, term] : countries_) {
        for (const Hit& hit : text.hits(term)) {
          if (!is_in_address(text.tokens(), hit.first, hit.last) && !is_first_name(text, hit))
            add(text, hit, is_russian(text, hit) ? name : written(text, hit), finding);
        }
      }
      for (const Hit& hit : text.hits(short_)) {
        if (text.tokens()[hit.first].all_capitals && !is_in_address(text.tokens(), hit.first, hit.last)) {
          add(text, hit, written(text, hit), finding);
        }
      }
    }
    prefer_labelled(reading, finding);
    return finding;
  }

 private:
  // "Georgia Whitfield" is a person.
  bool is_first_name(const Text& text, const Hit& hit) const {
    const Tokens& tokens = text.tokens();
    const bool like_name = text.has_hit(first_names_, hit.first, hit.first + 1);
    return like_name && tokens.is_kind(hit.last + 1, TokenKind::word) && tokens[hit.last + 1].capital;
  }

  // A Russian name stands in any case ("из Казахстана"), an English one as it is called.
  static bool is_russian(const Text& text, const Hit& hit) {
    return static_cast<unsigned char>(text.written(hit.first, hit.last).front()) >= 0x80;
  }

  static std::string written(const Text& text, const Hit& hit) { return text.written_line(hit.first, hit.last); }

  static void add(const Text& text, const Hit& hit, const std::string& name, Finding& finding) {
    finding.add({name, text.evidence(hit.first, hit.last), {}, {}});
  }

  // What stands behind "Страна:" comes first.
  static void prefer_labelled(const Reading& reading, Finding& finding) {
    for (const Text& text : reading.texts()) {
      if (finding.has_enough() || reading.is_over_now()) break;
      for (const Field& field : text.fields()) {
        if (field.label != Label::country || field.value.empty()) continue;
        const Evidence evidence = text.evidence(field.value.begin, field.value.begin);
        const auto labelled = std::find_if(finding.right.begin(), finding.right.end(), [&](const Fact& fact) {
          return fact.evidence.offset == evidence.offset && fact.evidence.place.text() == evidence.place.text();
        });
        if (labelled != finding.right.end()) std::rotate(finding.right.begin(), labelled, labelled + 1);
      }
    }
  }

  std::vector<std::pair<std::string, TermId>> countries_;
  TermId short_;
  TermId first_names_;
};

const bool announced =
    announce_filter("country", [](const FilterSetup& setup) { return std::make_unique<CountryFilter>(setup); });

}  // namespace
}  // namespace pismovod
