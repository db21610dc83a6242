// Organisations and sole traders as people write them: «ООО "Ромашка"», "Ромашка" ООО, OOO in
// Latin letters, ИП Фамилия И.О., Администрация сельсовета, Steppe Automation LLP; and names
// without a form, where a label says whose they are.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "facts/catalogue.h"
#include "facts/reading.h"

namespace pismovod {

class OrganizationReader {
 public:
  OrganizationReader(Vocabulary::Builder& words, const Catalogue& catalogue);

  // All that carry a form of organisation.
  std::vector<OrganizationMention> mentions(const Text& text) const;
  // The name that a field of a client or partner holds, with a form (one of `mentions`, which are
  // the text's) or without.
  std::optional<OrganizationMention> in_field(const Text& text, const Field& field,
                                              const std::vector<OrganizationMention>& mentions) const;

  // The firm itself and its distributors.
  bool is_never_client(const OrganizationMention& mention) const;
  bool is_bank(const Text& text, const OrganizationMention& mention) const;

 private:
  static bool is_english(const Text& text, const Hit& form);
  std::optional<OrganizationMention> behind_form(const Text& text, const Hit& form) const;
  std::optional<OrganizationMention> before_form(const Text& text, const Hit& form) const;
  std::optional<OrganizationMention> trader(const Text& text, const Hit& form) const;
  void extend(const Text& text, const Field& field, OrganizationMention& mention) const;
  static OrganizationMention made(const Text& text, uint32_t first, uint32_t last, uint32_t core_first,
                                  uint32_t core_last);

  TermId forms_ = 0;
  TermId tails_ = 0;
  TermId traders_ = 0;
  TermId banks_ = 0;
  TermId zeros_ = 0;                       // what OCR and haste make of "ООО"
  std::vector<std::string> never_client_;  // cores
};

// The names and aliases of the configured organisations as phrases: found without their form and
// quotes, wherever they stand but in addresses.
class OrganizationNames {
 public:
  OrganizationNames(Vocabulary::Builder& words, std::span<const Organization> organizations);

  // Where the organisation's names stand in a text.
  std::vector<Hit> mentions(const Text& text, const Organization& organization) const;
  bool stands_in(const Text& text, const Organization& organization, size_t begin, size_t end) const;
  // Does one of them stand in the tokens [begin, end), be it in part?
  bool touches(const Text& text, const Organization& organization, size_t begin, size_t end) const;
  // Is it one of the organisation's names? Forms, quotes and dashes do not count; a trader's first
  // names may be initials. `text` is where it stands.
  bool is_name(const Text& text, const OrganizationMention& mention, const Organization& organization) const;

 private:
  struct Known {
    std::string organization;  // its name
    TermId term = 0;
    std::vector<std::string> cores;                 // of its names but a trader's
    std::vector<std::vector<std::string>> persons;  // words of a trader's names
  };
  const Known* known(const Organization& organization) const;
  std::vector<Known> known_;
};

// Do tokens [first, last] belong to an e-mail address or a site's name?
bool is_in_address(const Tokens& tokens, uint32_t first, uint32_t last);

}  // namespace pismovod
