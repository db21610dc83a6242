// Who writes and for whom: the partner's name and the client's.
//
// With a configured organisation the partner is one of its names or aliases and nothing else; the
// client is any organisation or sole trader but the partner, the firm and its distributors.

#include <algorithm>
#include <set>

#include "facts/filter.h"
#include "facts/party.h"

namespace pismovod {
namespace {

constexpr uint32_t kContactReach = 16;  // tokens: the longest phrase for a contact, and what may stand behind it

class OrganizationFilter : public Filter {
 public:
  explicit OrganizationFilter(const FilterSetup& setup)
      : reader_(setup.readers.organizations),
        names_(setup.readers.names),
        self_(setup.words.term(setup.catalogue.list("speaks_of_itself"))),
        contact_(setup.words.term(setup.catalogue.list("contact_persons"))),
        placeholders_(setup.words.term(setup.catalogue.list("placeholders"))),
        roles_(setup.words.term(setup.catalogue.list("roles"))),
        makers_(setup.words.term(setup.catalogue.list("makers"))),
        maker_words_(setup.words.term(setup.catalogue.list("maker_words"))),
        partner_code_(setup.labels.terms[static_cast<size_t>(Label::partner_code)]) {}

  std::vector<std::string> answers() const override { return {"partner_name", "client_name"}; }

  Finding find(const Request& request, const Reading& reading) const override {
    if (request.requirement == "client_name") return find_client(reading);
    return reading.sender() != nullptr ? find_configured(reading) : find_partner(request, reading);
  }

 private:
  Finding find_configured(const Reading& reading) const {
    Finding finding;
    for (const Text& text : reading.texts()) {
      if (finding.has_enough() || reading.is_over_now()) break;
      for (const Hit& hit : names_.mentions(text, *reading.sender())) {
        if (finding.has_enough()) break;
        finding.right.push_back(
            {std::string(text.written(hit.first, hit.last)), text.evidence(hit.first, hit.last), {}, {}});
      }
      if (!finding.right.empty()) continue;
      for (const OrganizationMention& mention : text.organizations()) {
        if (names_.is_name(text, mention, *reading.sender())) finding.add(fact(text, mention));
      }
    }
    return finding;
  }

  // Nobody configured: a labelled name, one beside the code, in the signature, or that says "we".
  Finding find_partner(const Request& request, const Reading& reading) const {
    Finding finding;
    // "Организация:" is the partner's where no client is asked for.
    const bool no_client =
        std::find(request.together.begin(), request.together.end(), "client_name") == request.together.end();
    for (const Text& text : reading.texts()) {
      if (finding.has_enough() || reading.is_over_now()) break;
      const std::vector<OrganizationMention>& mentions = text.organizations();
      for (const Field& field : text.fields()) {
        const bool own =
            field.label == Label::partner_name || (no_client && field.label == Label::organization && field.separated);
        if (!own) continue;
        const auto named = reader_.in_field(text, field, mentions);
        if (named && (named->has_form || (field.separated && !is_placeholder(text, field)))) {
          finding.add(fact(text, *named));
        }
      }
      for (const OrganizationMention& mention : mentions) {
        if (is_partners_own(text, mention)) finding.add(fact(text, mention));
      }
    }
    return finding;
  }

  Finding find_client(const Reading& reading) const {
    Finding finding;
    std::set<std::string> cores;  // each once
    for (const Text& text : reading.texts()) {
      if (finding.has_enough() || reading.is_over_now()) break;
      const std::vector<OrganizationMention>& mentions = text.organizations();
      for (const Field& field : text.fields()) {
        if (field.label != Label::client_name && field.label != Label::organization) continue;
        if (const auto named = client_in(reading, text, field, mentions)) {
          if (cores.insert(named->core).second) finding.add(fact(text, *named));
        }
      }
    }
    // Then those that no label names.
    for (const Text& text : reading.texts()) {
      if (finding.has_enough() || reading.is_over_now()) break;
      for (const OrganizationMention& mention : text.organizations()) {
        if (!can_be_client(reading, text, mention) || reader_.is_bank(text, mention) || is_maker(text, mention))
          continue;
        if (cores.insert(mention.core).second) finding.add(fact(text, mention));
      }
    }
    return finding;
  }

  std::optional<OrganizationMention> client_in(const Reading& reading, const Text& text, const Field& field,
                                               const std::vector<OrganizationMention>& mentions) const {
    if (is_placeholder(text, field)) return std::nullopt;
    auto named = reader_.in_field(text, field, mentions);
    if (!named || !can_be_client(reading, text, *named)) return std::nullopt;
    if (named->has_form) return named;
    // Without a form only a label that is meant as one tells; "контакт со стороны клиента:" does not.
    const bool quoted = text.tokens().is_mark(named->first, '"');
    const bool meant = field.separated || (quoted && field.label == Label::client_name);
    const size_t before = field.words.begin - std::min(field.words.begin, kContactReach);
    const bool person = std::ranges::any_of(text.hits(contact_, before, field.words.end),
                                            [&](const Hit& hit) { return hit.last + 4 >= field.words.begin; });
    if (!meant || person || field.label == Label::organization || is_role(text, *named)) return std::nullopt;
    return named;
  }

  // "Пользователь: Администратор": who is logged in; no quotes and no form, and nothing but the role.
  bool is_role(const Text& text, const OrganizationMention& named) const {
    return std::ranges::any_of(text.hits(roles_),
                               [&](const Hit& hit) { return hit.first == named.first && hit.last >= named.last; });
  }

  // "Изготовитель: VMware, Inc." in a report about a computer.
  bool is_maker(const Text& text, const OrganizationMention& mention) const {
    const auto line = static_cast<uint32_t>(text.tokens().line(mention.first).begin);
    return text.has_hit(makers_, std::max(line, mention.first > 2 ? mention.first - 2 : 0), mention.last + 1) ||
           text.has_hit(maker_words_, std::max(line, mention.first > 8 ? mention.first - 8 : 0), mention.first);
  }

  bool can_be_client(const Reading& reading, const Text& text, const OrganizationMention& mention) const {
    if (reader_.is_never_client(mention)) return false;
    if (reading.sender() != nullptr) {
      if (names_.is_name(text, mention, *reading.sender())) return false;
      return !names_.stands_in(text, *reading.sender(), mention.first, mention.last + 1);
    }
    return !is_partners_own(text, mention);
  }

  bool is_partners_own(const Text& text, const OrganizationMention& mention) const {
    if (reader_.is_never_client(mention)) return false;
    const Party party = party_at(text, mention.first);
    if (party != Party::unknown) return party == Party::partner;
    // In a column its label stands in another line.
    const Field* field = text.field_index().holding(mention.first);
    if (field != nullptr && field->label == Label::partner_name) return true;
    if (text.place().kind == Place::Kind::signature) return true;
    const Tokens::Range line = text.tokens().line(mention.first);
    const auto near = [&](TermId term, size_t from, size_t to) {
      return std::ranges::any_of(text.hits(term, from, to), [&](const Hit& h) { return h.last < to; });
    };
    const size_t back = mention.first > 6 ? mention.first - 6 : 0;
    return near(self_, std::max(back, line.begin), mention.first) ||
           near(partner_code_, mention.last + 1, std::min<size_t>(line.end, mention.last + 8));
  }

  bool is_placeholder(const Text& text, const Field& field) const {
    const Tokens& tokens = text.tokens();
    if (field.value.empty() || tokens.is_mark(field.value.begin, '_') || tokens.is_mark(field.value.begin, '<'))
      return true;
    return text.has_hit(placeholders_, field.value.begin, field.value.begin + 1);
  }

  static Fact fact(const Text& text, const OrganizationMention& mention) {
    return {text.written_line(mention.first, mention.last), text.evidence(mention.first, mention.last), {}, {}};
  }

  const OrganizationReader& reader_;
  const OrganizationNames& names_;
  TermId self_;
  TermId contact_;
  TermId placeholders_;
  TermId roles_;
  TermId makers_;
  TermId maker_words_;
  TermId partner_code_;
};

const bool announced = announce_filter(
    "organization", [](const FilterSetup& setup) { return std::make_unique<OrganizationFilter>(setup); });

}  // namespace
}  // namespace pismovod
