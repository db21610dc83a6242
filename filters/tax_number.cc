// ИНН and КПП of the client; a foreign client's own tax number in place of the ИНН.
//
// Never by length alone: one random 10-digit number in ten has a right check digit. A label must
// name it, or a КПП follow behind a slash. The partner's own ИНН is nobody else's.

#include <algorithm>

#include "facts/check_digits.h"
#include "facts/filter.h"
#include "facts/number.h"
#include "facts/party.h"

namespace pismovod {
namespace {

bool is_inn_length(const std::string& digits) { return digits.size() == 10 || digits.size() == 12; }

class TaxNumber : public Filter {
 public:
  explicit TaxNumber(const FilterSetup& setup)
      : names_(setup.readers.names),
        clients_(setup.words.known(
            {"клиент*", "заказчик*", "покупател*", "пользовател*", "абонент*", "client*", "customer*"})) {
    for (const Country& country : setup.catalogue.countries) {
      if (country.tax_digits.empty()) continue;
      Phrases words = country.phrases;
      words.insert(words.end(), country.client_words.begin(), country.client_words.end());
      abroad_.push_back({setup.words.term(words), country.tax_digits});
    }
  }

  std::vector<std::string> answers() const override { return {"client_inn", "client_kpp"}; }

  Finding find(const Request& request, const Reading& reading) const override {
    return request.requirement == "client_inn" ? find_inn(reading) : find_kpp(reading);
  }

 private:
  struct Abroad {
    TermId words = 0;  // that tell of the country
    std::vector<size_t> tax_digits;
  };
  struct Found {
    Finding finding;
    bool foreign = false;
  };

  Finding find_inn(const Reading& reading) const { return collect(reading).finding; }

  Found collect(const Reading& reading) const {
    Found found;
    for (const Text& text : reading.texts()) {
      if (found.finding.has_enough() || reading.is_over_now()) break;
      for (const Field& field : text.fields()) {
        if (found.finding.has_enough() || reading.is_over()) break;
        read_field(reading, text, field, found);
      }
      if (found.finding.right.empty()) read_pairs(reading, text, found.finding);
    }
    return found;
  }

  void read_field(const Reading& reading, const Text& text, const Field& field, Found& found) const {
    switch (field.label) {
      case Label::inn:
      case Label::client_inn:
        read_inn(reading, text, field, found);
        break;
      case Label::foreign_tax:
        read_foreign(reading, text, field, found);
        break;
      default:
        break;
    }
  }

  void read_inn(const Reading& reading, const Text& text, const Field& field, Found& found) const {
    const Tokens& tokens = text.tokens();
    auto run = nearest_inn(text, field);
    if (!run) {
      run = number_before(tokens, field.words.begin, [](const std::string& d) { return is_inn(d); });
      if (run && is_of_another_label(text, run->first)) run.reset();
    }
    if (!run) run = first_number(tokens, field.value, 1, [](const std::string& d) { return d.size() >= 7; });
    if (!run) return;
    Fact fact{run->digits, text.evidence(field, run->first, run->last), {}, {}};
    const bool for_client = is_for_client(text, field, run->first);
    if (is_own(reading, run->digits)) {
      fact.wrong = {"partners_own_inn", {}};
      if (for_client) found.finding.add(std::move(fact));
      return;
    }
    if (!for_client && is_partners_place(reading, text, run->first)) return;
    if (!is_inn(run->digits) && is_of_abroad(reading, run->digits)) {
      found.foreign = true;
      found.finding.add(std::move(fact));
      return;
    }
    fact.wrong = what_is_wrong(run->digits);
    found.finding.add(std::move(fact));
  }

  // "Клиент ООО «Ромашка», 7701234507 (ИНН)": a name's label lays no claim to a number.
  static bool is_of_another_label(const Text& text, uint32_t i) {
    const Field* field = text.field_index().holding(i);
    return field != nullptr && field->label != Label::client_name && field->label != Label::organization &&
           field->label != Label::partner_name && field->label != Label::product;
  }

  // The first number that has the length of an ИНН decides, be it right or wrong: what stands behind
  // a wrong one is a phone or an account.
  static std::optional<DigitRun> nearest_inn(const Text& text, const Field& field) {
    auto run = first_number(text.tokens(), field.value, kFiller, is_inn_length);
    if (!run) return std::nullopt;
    auto near = first_number(text.tokens(), field.value, 1,
                             [](const std::string& d) { return d.size() == 9 || d.size() == 11; });
    if (near && near->first < run->first && !shares_with_kpp(text, field)) return near;
    for (const DigitRun& whole : groupings(text.tokens(), run->first, field.value.end)) {
      if (is_inn(whole.digits)) return whole;
    }
    return run;
  }

  static bool shares_with_kpp(const Text& text, const Field& field) {
    return std::ranges::any_of(text.field_index().valued_at(field.value.begin),
                               [](const Field* other) { return other->label == Label::kpp; });
  }

  bool is_for_client(const Text& text, const Field& field, uint32_t i) const {
    const bool named = std::ranges::any_of(text.hits(clients_, field.words.begin, field.words.end),
                                           [&](const Hit& h) { return h.last < field.words.end; });
    return named || field.label == Label::client_inn || party_at(text, i) == Party::client;
  }

  void read_foreign(const Reading& reading, const Text& text, const Field& field, Found& found) const {
    const auto run = first_number(text.tokens(), field.value, 3,
                                  [](const std::string& d) { return d.size() >= 8 && d.size() <= 14; });
    if (!run) return;
    const bool for_client = is_for_client(text, field, run->first);
    if (is_own(reading, run->digits)) {
      if (for_client)
        found.finding.add({run->digits, text.evidence(field, run->first, run->last), {"partners_own_inn", {}}, {}});
      return;
    }
    if (!for_client && is_partners_place(reading, text, run->first)) return;
    found.foreign = true;
    found.finding.add({run->digits, text.evidence(field, run->first, run->last), {}, {}});
  }

  // "7226353106/722601001": a pair of ИНН and КПП needs no label.
  void read_pairs(const Reading& reading, const Text& text, Finding& finding) const {
    const Tokens& tokens = text.tokens();
    for (uint32_t i = 0; i + 2 < tokens.size(); ++i) {
      const bool pair = tokens.is_kind(i, TokenKind::number) && tokens[i].size() == 10 &&
                        (tokens.is_mark(i + 1, '/') || tokens.is_mark(i + 1, '\\')) &&
                        tokens.is_kind(i + 2, TokenKind::number) && tokens[i + 2].size() == 9;
      const std::string digits = pair ? std::string(tokens.text(i)) : std::string();
      if (!pair || !is_inn(digits) || is_own(reading, digits) || is_partners_place(reading, text, i)) continue;
      finding.add({digits, text.evidence(i, i + 2), {}, {}});
    }
  }

  static Reason what_is_wrong(const std::string& digits) {
    if (digits.size() == 9 || digits.size() == 11) return {"lost_leading_zero", {}};
    if (!is_inn_length(digits)) return {"inn_length", {{"length", std::to_string(digits.size())}}};
    return is_inn(digits) ? Reason{} : Reason{"check_digit", {}};
  }

  static bool is_own(const Reading& reading, const std::string& digits) {
    return reading.sender() != nullptr && !reading.sender()->inn.empty() && reading.sender()->inn == digits;
  }

  // Behind the partner's name, or in the signature: without a label that says so it is the partner's.
  bool is_partners_place(const Reading& reading, const Text& text, uint32_t i) const {
    // With a configured organisation its own ИНН is known, and another one is somebody else's, unless
    // the same sentence says that it is the partner's.
    const bool own_is_known = reading.sender() != nullptr && !reading.sender()->inn.empty();
    const auto sentence = own_is_known ? static_cast<uint32_t>(text.tokens().sentence(i).begin) : 0U;
    if (own_is_known && follows_another(reading, text, sentence, i)) return false;
    const Party party = party_at(text, i, sentence);
    if (party != Party::unknown) return party == Party::partner;
    return text.place().kind == Place::Kind::signature && reading.sender() == nullptr;
  }

  // "Код партнера 14352, ООО «Паркет», ИНН 7701876504": the name between is none of the partner's.
  bool follows_another(const Reading& reading, const Text& text, uint32_t begin, uint32_t i) const {
    // The last that ends before it; none overlaps another.
    const std::vector<OrganizationMention>& named = text.organizations();
    const auto behind = std::ranges::lower_bound(named, i, {}, &OrganizationMention::last);
    if (behind == named.begin() || (behind - 1)->first < begin) return false;
    const OrganizationMention* last = &*(behind - 1);
    const Field* field = text.field_index().holding(last->first);
    if (field != nullptr && field->label == Label::partner_name) return false;
    return !names_.touches(text, *reading.sender(), last->first, last->last + 1);
  }

  // Tax numbers are called ИНН in other countries too.
  bool is_of_abroad(const Reading& reading, const std::string& digits) const {
    return std::ranges::any_of(abroad_, [&](const Abroad& country) {
      const bool fits = std::ranges::find(country.tax_digits, digits.size()) != country.tax_digits.end();
      return fits && reading.speaks_of(country.words);
    });
  }

  Finding find_kpp(const Reading& reading) const {
    Finding finding;
    for (const Text& text : reading.texts()) {
      if (finding.has_enough() || reading.is_over_now()) break;
      for (const Field& field : text.fields()) {
        if (field.label == Label::kpp) read_kpp(reading, text, field, finding);
      }
      if (finding.right.empty()) read_pair_kpp(reading, text, finding);
    }
    if (!finding.right.empty()) return finding;
    const Found client = collect(reading);
    if (client.foreign) {
      finding.absent = {"foreign_has_no_kpp", {}};
    } else if (!client.finding.right.empty() && client.finding.right.front().value.size() == 12) {
      finding.absent = {"trader_has_no_kpp", {}};
    }
    return finding;
  }

  // Nine characters, the fifth and sixth of them perhaps letters: "7713AB001".
  void read_kpp(const Reading& reading, const Text& text, const Field& field, Finding& finding) const {
    const Tokens& tokens = text.tokens();
    for (uint32_t i = field.value.begin; i < field.value.end && i < field.value.begin + 8; ++i) {
      if (tokens[i].kind != TokenKind::number) continue;
      uint32_t last = i;
      std::string value(tokens.text(i));
      while (last + 1 < field.value.end && !tokens[last + 1].after_space && value.size() < 9 &&
             (tokens[last + 1].kind == TokenKind::word || tokens[last + 1].kind == TokenKind::number)) {
        value += upper(tokens.text(++last));
      }
      if (value.size() != 9) {
        const auto run =
            first_number(tokens, {i, field.value.end}, 0, [](const std::string& d) { return d.size() == 9; });
        if (run && run->first == i) {
          value = run->digits;
          last = run->last;
        }
      }
      if (value.size() == 10 || value.size() == 12) {
        i = last;  // the ИНН of "ИНН/КПП"
        continue;
      }
      add_kpp(reading, text, field, {value, i, last}, finding);
      return;
    }
  }

  void add_kpp(const Reading& reading, const Text& text, const Field& field, const DigitRun& run,
               Finding& finding) const {
    if (run.digits.size() < 6 || belongs_to_partner(reading, text, run.first)) return;
    Fact fact{run.digits, text.evidence(field, run.first, run.last), {}, {}};
    if (!is_kpp(run.digits)) fact.wrong = {"kpp_form", {}};
    finding.add(std::move(fact));
  }

  void read_pair_kpp(const Reading& reading, const Text& text, Finding& finding) const {
    Finding pairs;
    read_pairs(reading, text, pairs);
    for (const Fact& pair : pairs.right) {
      const std::string folded = fold(pair.evidence.text);
      if (folded.size() >= 9) finding.add({folded.substr(folded.size() - 9), pair.evidence, {}, {}});
    }
  }

  // КПП is not unique: the client may sit in the partner's district. Only the place tells.
  static bool belongs_to_partner(const Reading& reading, const Text& text, uint32_t i) {
    const Party party = party_at(text, i);
    if (party != Party::unknown) return party == Party::partner;
    if (text.place().kind == Place::Kind::signature) return true;
    if (reading.sender() == nullptr || reading.sender()->inn.empty()) return false;
    const Tokens& tokens = text.tokens();
    const Tokens::Range line = tokens.line(i);
    for (size_t k = line.begin; k < i; ++k) {
      if (tokens[k].kind == TokenKind::number && tokens.text(k) == reading.sender()->inn) return true;
    }
    return false;
  }

  static std::string upper(std::string_view folded) {
    std::string out(folded);
    for (char& c : out) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
    return out;
  }

  std::vector<Abroad> abroad_;
  const OrganizationNames& names_;
  TermId clients_;
};

const bool announced =
    announce_filter("tax_number", [](const FilterSetup& setup) { return std::make_unique<TaxNumber>(setup); });

}  // namespace
}  // namespace pismovod
