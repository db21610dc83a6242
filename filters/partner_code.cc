// The partner's code: five digits, leading zeros kept; outside Russia with a suffix (48123-UZB).
//
// A bare five-digit number means nothing. With a configured organisation its own code counts
// wherever it stands alone; any other number needs a label, and is then wrong.

#include <algorithm>

#include "facts/filter.h"
#include "facts/number.h"
#include "facts/party.h"

namespace pismovod {
namespace {

constexpr uint32_t kNear = 7;  // tokens from a label's begin to what belongs to it

// A code as read: digits and the letters of its suffix, in capitals.
struct Code {
  std::string digits;
  std::string suffix;
  uint32_t first = 0;
  uint32_t last = 0;
  std::string text() const { return suffix.empty() ? digits : digits + "-" + suffix; }
};

std::string upper(std::string_view folded) {
  std::string out(folded);
  for (char& c : out) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
  return out;
}

// "48123-KAZ", "48123 KAZ", "48123KAZ": two or three letters behind the digits.
Code code_at(const Text& text, const DigitRun& run, bool with_spaced_suffix) {
  const Tokens& tokens = text.tokens();
  Code code{run.digits, {}, run.first, run.last};
  uint32_t next = run.last + 1;
  const bool dash = tokens.is_mark(next, '-');
  if (dash) ++next;
  if (!tokens.is_kind(next, TokenKind::word) || tokens[next].size() < 2 || tokens[next].size() > 3) return code;
  const bool glued = dash ? !tokens[next].after_space : !tokens[next].after_space || with_spaced_suffix;
  if (!glued || !tokens[next].all_capitals) return code;
  code.suffix = upper(tokens.text(next));
  code.last = next;
  return code;
}

Code parse(const std::string& configured) {
  const std::string folded = fold(configured);
  Code code;
  for (const char c : folded) {
    if (is_digit(c)) code.digits += c;
    if (is_folded_letter(c)) code.suffix += c;
  }
  code.suffix = upper(code.suffix);
  return code;
}

bool is_code_form(const Code& code) { return code.digits.size() == 5; }

class PartnerCode : public Filter {
 public:
  explicit PartnerCode(const FilterSetup& setup)
      : none_(setup.words.term(setup.catalogue.list("no_partner_code"))),
        money_(setup.words.known({"руб*", "р", "шт", "usd", "тенге", "коп"})),
        names_(setup.readers.names) {}

  std::vector<std::string> answers() const override { return {"partner_code"}; }

  Finding find(const Request&, const Reading& reading) const override {
    const Organization* sender = reading.sender();
    Finding finding;
    if (sender != nullptr && sender->partner_code.empty()) {
      finding.absent = {"organization_without_code", {}};
      return finding;
    }
    for (const Text& text : reading.texts()) {
      if (finding.has_enough() || reading.is_over_now()) break;
      if (sender != nullptr) {
        find_own(text, parse(sender->partner_code), finding);
      }
      find_labelled(text, sender, finding);
    }
    if (sender == nullptr && finding.right.empty() && says_there_is_none(reading)) {
      finding.absent = {"letter_says_no_code", {}};
    }
    return finding;
  }

 private:
  // The configured code, wherever it stands as a number of its own.
  void find_own(const Text& text, const Code& own, Finding& finding) const {
    const Tokens& tokens = text.tokens();
    for (uint32_t i = 0; i < tokens.size() && !finding.has_enough(); ++i) {
      if (tokens[i].kind != TokenKind::number || tokens.text(i) != own.digits) continue;
      const Code code = code_at(text, {own.digits, i, i}, !own.suffix.empty());
      if (code.suffix != own.suffix || !stands_alone(text, i, code.last)) continue;
      finding.right.push_back({code.text(), text.evidence(first_of_line(text, i), code.last), {}, {}});
    }
  }

  // Cites the line from its label on, when one is near.
  static uint32_t first_of_line(const Text& text, uint32_t i) {
    for (const Field& field : text.field_index().labelled(i - std::min(i, kNear), i)) {
      if (field.value.begin <= i && i < field.value.end && !field.below) return field.words.begin;
    }
    return i;
  }

  bool stands_alone(const Text& text, uint32_t first, uint32_t last) const {
    const Tokens& tokens = text.tokens();
    const bool glued_before =
        first > 0 && !tokens[first].after_space && !tokens[first - 1].is_break() &&
        (tokens.is_mark(first - 1, '-') || tokens.is_mark(first - 1, '.') || tokens.is_mark(first - 1, ',') ||
         tokens.is_mark(first - 1, '/') || tokens.is_kind(first - 1, TokenKind::word));
    const bool decimals = (tokens.is_mark(last + 1, ',') || tokens.is_mark(last + 1, '.') ||
                           tokens.is_mark(last + 1, '-') || tokens.is_mark(last + 1, '/')) &&
                          tokens.is_kind(last + 2, TokenKind::number) && !tokens[last + 2].after_space;
    const bool counted = text.has_hit(money_, last + 1, last + 2);
    return !glued_before && !decimals && !counted && !is_decoys_value(text, first);
  }

  // "счет № 14352": a number behind another label is not the code.
  static bool is_decoys_value(const Text& text, uint32_t i) {
    return std::ranges::any_of(text.field_index().valued_at(i), [](const Field* field) {
      return field->label == Label::decoy || field->label == Label::request_number ||
             field->label == Label::reg_number || field->label == Label::article;
    });
  }

  void find_labelled(const Text& text, const Organization* sender, Finding& finding) const {
    for (const Field& field : text.fields()) {
      const bool code_of_partner = field.label == Label::code && party_at(text, field.words.begin) == Party::partner;
      const bool own_line = field.label == Label::code && follows_partner(text, field, sender);
      if (field.label != Label::partner_code && !code_of_partner && !own_line) continue;
      const auto run = first_number(text.tokens(), field.value, 3, [](const std::string& d) { return d.size() >= 3; });
      if (!run) continue;
      const DigitRun whole = sender == nullptr ? *run : grouped_as(text, *run, parse(sender->partner_code).digits);
      if (whole.digits.size() <= 8) judge(text, field, whole, sender, finding);
    }
    if (sender == nullptr && finding.right.empty()) find_behind_name(text, finding);
  }

  // "14 352": the groups that come to the configured digits, if they do.
  static DigitRun grouped_as(const Text& text, const DigitRun& run, const std::string& digits) {
    for (const DigitRun& longer : groupings(text.tokens(), run.first, run.first + 6)) {
      if (longer.digits == digits) return longer;
    }
    return run;
  }

  // "партнер 1С, код 31207": the label of the partner's name right before that of the code.
  static bool is_behind_label(const Text& text, const Field& field) {
    const Tokens& tokens = text.tokens();
    const uint32_t label = field.words.begin;
    return std::ranges::any_of(
        text.field_index().labelled(label - std::min(label, kNear), label), [&](const Field& other) {
          const bool near = other.words.end == field.words.begin ||
                            (other.words.end + 1 == field.words.begin && tokens.is_mark(other.words.end, ','));
          return other.label == Label::partner_name && near;
        });
  }

  // "Вектор-Софт, код 14352", "Партнер: ...\nКод: 14352": the partner's name stands before it.
  bool follows_partner(const Text& text, const Field& field, const Organization* sender) const {
    const Tokens& tokens = text.tokens();
    if (is_behind_label(text, field)) return true;
    const Tokens::Range line = tokens.line(field.words.begin);
    if (sender != nullptr && names_.stands_in(text, *sender, line.begin, field.words.begin)) return true;
    return field.separated && line.begin >= 2 &&
           party_at(text, static_cast<uint32_t>(line.begin) - 1) == Party::partner;
  }

  void judge(const Text& text, const Field& field, const DigitRun& run, const Organization* sender,
             Finding& finding) const {
    const Code code = code_at(text, run, true);
    Fact fact{code.text(), text.evidence(field, run.first, code.last), {}, {}};
    if (sender == nullptr) {
      if (!is_code_form(code)) fact.wrong = {"code_form", {}};
    } else {
      fact.wrong = difference(code, parse(sender->partner_code));
      if (fact.wrong.key.empty() && !finding.right.empty()) return;  // find_own has it
    }
    finding.add(std::move(fact));
  }

  static Reason difference(const Code& code, const Code& own) {
    if (code.digits == own.digits && code.suffix == own.suffix) return {};
    const size_t zeros = own.digits.find_first_not_of('0');
    if (zeros != std::string::npos && zeros > 0 && own.digits.substr(zeros) == code.digits) {
      return {"code_without_zeros", {{"code", own.text()}}};
    }
    if (code.digits == own.digits && code.suffix.empty()) return {"code_without_suffix", {{"code", own.text()}}};
    return {"not_the_configured_code", {{"code", own.text()}}};
  }

  // Nobody configured: "Партнер: ООО «Вектор-Софт», 14352".
  void find_behind_name(const Text& text, Finding& finding) const {
    const Tokens& tokens = text.tokens();
    for (const Field& field : text.fields()) {
      if (field.label != Label::partner_name || !field.separated) continue;
      for (uint32_t i = field.value.begin; i < field.value.end; ++i) {
        const bool five = tokens.is_kind(i, TokenKind::number) && tokens[i].size() == 5 && tokens.is_mark(i - 1, ',');
        if (five && stands_alone(text, i, i)) {
          finding.add({std::string(tokens.text(i)), text.evidence(field, i, i), {}, {}});
        }
      }
    }
  }

  bool says_there_is_none(const Reading& reading) const {
    const std::vector<const Text*> own = reading.own_words(true);
    return std::any_of(own.begin(), own.end(), [&](const Text* text) { return !text->hits(none_).empty(); });
  }

  TermId none_;
  TermId money_;
  const OrganizationNames& names_;
};

const bool announced =
    announce_filter("partner_code", [](const FilterSetup& setup) { return std::make_unique<PartnerCode>(setup); });

}  // namespace
}  // namespace pismovod
