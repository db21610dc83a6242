// The release of the configuration: four groups (3.0.150.28), perhaps with letters behind them and
// a second number behind a slash. Platform versions, IP addresses, builds of Windows and databases
// and the version of the standard library look the same and are none.

#include <algorithm>
#include <array>

#include "facts/filter.h"

namespace pismovod {
namespace {

constexpr uint32_t kLongestPhrase = 16;  // tokens, with what may stand behind it

struct Dotted {
  std::vector<std::string> groups;
  std::string suffix;  // "ДП"
  std::string second;  // "3.3.3.326"
  uint32_t first = 0;
  uint32_t last = 0;
  bool commas = false;

  std::string text() const {
    std::string out;
    for (const std::string& group : groups) out += (out.empty() ? "" : ".") + group;
    return out + suffix + (second.empty() ? "" : "/" + second);
  }
};

int number(const std::string& digits) { return digits.size() > 6 ? 1000000 : std::stoi(digits); }

class Release : public Filter {
 public:
  explicit Release(const FilterSetup& setup)
      : others_(setup.words.term(setup.catalogue.list("other_versions"))),
        addresses_(setup.words.term(setup.catalogue.list("network_words"))),
        own_words_(setup.words.term(setup.catalogue.list("release_words"))) {}

  std::vector<std::string> answers() const override { return {"config_release"}; }

  Finding find(const Request&, const Reading& reading) const override {
    Finding finding;
    for (const Text& text : reading.texts()) {
      if (finding.has_enough() || reading.is_over_now()) break;
      for (const Dotted& dotted : all(text)) {
        if (!finding.has_enough()) consider(text, dotted, finding);
      }
    }
    return finding;
  }

 private:
  static std::vector<Dotted> all(const Text& text) {
    std::vector<Dotted> out;
    const Tokens& tokens = text.tokens();
    for (uint32_t i = 0; i < tokens.size(); ++i) {
      if (tokens[i].kind != TokenKind::number) continue;
      Dotted dotted = read(text, i);
      if (dotted.groups.size() == 4) read_second(text, dotted);
      i = dotted.last;
      if (dotted.groups.size() >= 3) out.push_back(std::move(dotted));
    }
    return out;
  }

  static Dotted read(const Text& text, uint32_t i) {
    const Tokens& tokens = text.tokens();
    Dotted out;
    out.first = i;
    out.last = i;
    out.groups.emplace_back(tokens.text(i));
    const char joint = tokens.is_mark(i + 1, ',') ? ',' : '.';
    while (tokens.is_mark(out.last + 1, joint) && !tokens[out.last + 1].after_space &&
           tokens.is_kind(out.last + 2, TokenKind::number) && !tokens[out.last + 2].after_space) {
      out.last += 2;
      out.groups.emplace_back(tokens.text(out.last));
    }
    out.commas = joint == ',' && out.groups.size() > 1;
    if (out.groups.size() != 4) return out;
    read_suffix(text, out);
    return out;
  }

  static void read_suffix(const Text& text, Dotted& out) {
    const Tokens& tokens = text.tokens();
    const uint32_t next = out.last + 1;
    const bool glued = tokens.is_kind(next, TokenKind::word) && !tokens[next].after_space && tokens[next].size() <= 3;
    if (!glued) return;
    out.suffix = std::string(text.written(next, next));
    out.last = next;
  }

  static void read_second(const Text& text, Dotted& out) {
    const Tokens& tokens = text.tokens();
    if (!tokens.is_mark(out.last + 1, '/') || !tokens.is_kind(out.last + 2, TokenKind::number)) return;
    const Dotted second = read(text, out.last + 2);
    if (second.groups.size() < 3) return;
    out.second = second.text();
    out.last = second.last;
  }

  void consider(const Text& text, const Dotted& dotted, Finding& finding) const {
    const Field* field = text.field_index().holding(dotted.first);
    const Label label = field == nullptr ? Label::none : field->label;
    if (label == Label::library || label == Label::platform || is_platform(dotted)) return;
    const bool labelled = label == Label::release || label == Label::product;
    if (is_glued_before(text.tokens(), dotted.first) || is_other_version(text, dotted)) return;
    if (dotted.groups.size() == 3) {
      if (label == Label::release && is_short_release(*field, dotted)) add_wrong(text, *field, dotted, finding);
      return;
    }
    if (dotted.groups.size() != 4 || (dotted.commas && !labelled)) return;
    if (!labelled && is_network_address(text, dotted)) return;
    const Evidence evidence = field != nullptr && labelled ? text.evidence(*field, dotted.first, dotted.last)
                                                           : text.evidence(dotted.first, dotted.last);
    finding.right.push_back({dotted.text(), evidence, {}, {}});
  }

  // "релиз 3.1.30": not the whole number; a date is none at all.
  static bool is_short_release(const Field& field, const Dotted& dotted) {
    const bool date = dotted.groups[2].size() == 4 ||
                      (dotted.groups[0].size() == 2 && dotted.groups[1].size() == 2 && dotted.groups[2].size() == 2);
    return !date && dotted.first - field.value.begin <= 3 && dotted.first >= field.value.begin;
  }

  static void add_wrong(const Text& text, const Field& field, const Dotted& dotted, Finding& finding) {
    finding.wrong.push_back(
        {dotted.text(), text.evidence(field, dotted.first, dotted.last), {"release_groups", {}}, {}});
  }

  static bool is_platform(const Dotted& dotted) { return dotted.groups[0] == "8" && number(dotted.groups[1]) <= 9; }

  static bool is_glued_before(const Tokens& tokens, uint32_t i) {
    if (i == 0 || tokens[i].after_space) return false;
    return tokens.is_mark(i - 1, '.') || tokens.is_mark(i - 1, '-') || tokens.is_mark(i - 1, '@') ||
           (tokens.is_mark(i - 1, '/') && tokens.is_mark(i - 2, '/'));
  }

  // "Версия Windows: 10.0.19045.3803", "PostgreSQL 15.0.2000.5", "драйвер 10.9.5.0"; not "после обновления
  // Windows релиз 3.0.150.28", "внешняя компонента в УТ 11.5.24.52": what is named last before the number has it.
  bool is_other_version(const Text& text, const Dotted& dotted) const {
    // A configuration's third group has three digits at most, a build's four and more.
    if (dotted.groups.size() == 4 && number(dotted.groups[2]) >= 1000) return true;
    const auto begin = static_cast<uint32_t>(begin_of_name(text.tokens(), dotted.first));
    const std::optional<uint32_t> other = last_hit(text, others_, begin, dotted.first);
    if (!other) return false;
    const bool released = last_hit(text, own_words_, *other + 1, dotted.first).has_value();
    const bool named = std::ranges::any_of(text.products(), [&](const ProductMention& mention) {
      return mention.first > *other && mention.first < dotted.first;
    });
    return !released && !named;
  }

  // How far back what a number belongs to may be named: to the clause's beginning, and over a colon or a dash
  // to the beginning of a short label before it.
  static size_t begin_of_name(const Tokens& tokens, uint32_t i) {
    constexpr size_t kReach = 7;
    constexpr size_t kLongestLabel = 6;
    const size_t clause = tokens.clause(i).begin;
    const bool labelled = clause > 1 && (tokens.is_mark(clause - 1, ':') || tokens.is_mark(clause - 1, '-') ||
                                         tokens.is_mark(clause - 1, '('));
    const size_t label = labelled ? tokens.clause(clause - 2).begin : clause;
    const size_t begin = clause - label <= kLongestLabel ? label : clause;
    const size_t reach = begin < clause ? kReach + kLongestLabel : kReach;
    return std::max<size_t>(begin, i > reach ? i - reach : 0);
  }

  static std::optional<uint32_t> last_hit(const Text& text, TermId term, uint32_t begin, uint32_t end) {
    std::optional<uint32_t> last;
    const auto hits = text.hits(term);
    auto at = std::ranges::lower_bound(hits, begin, {}, &Hit::first);
    for (; at != hits.end() && at->last < end; ++at) last = at->last;
    return last;
  }

  bool is_network_address(const Text& text, const Dotted& dotted) const {
    const bool octets = dotted.suffix.empty() && std::all_of(dotted.groups.begin(), dotted.groups.end(),
                                                             [](const std::string& g) { return number(g) <= 255; });
    if (!octets) return false;
    const Tokens& tokens = text.tokens();
    const int first = number(dotted.groups[0]);
    const auto before = text.hits(addresses_, dotted.first - std::min(dotted.first, kLongestPhrase), dotted.first);
    // 10.0.0.5 is a private network; of the configurations 10.3 alone begins so.
    const bool private_network = first == 10 && dotted.groups[1] != "3";
    const bool named = std::ranges::any_of(
        before, [&](const Hit& hit) { return hit.last < dotted.first && dotted.first - hit.last <= 5; });
    const bool port = tokens.is_mark(dotted.last + 1, ':') && tokens.is_kind(dotted.last + 2, TokenKind::number);
    const bool mask = tokens.is_mark(dotted.last + 1, '/');
    return named || port || mask || private_network || first == 127 || first == 172 || first == 192 || first == 169 ||
           first > 30 || first == 0;
  }

  TermId others_;
  TermId addresses_;
  TermId own_words_;
};

const bool announced =
    announce_filter("release", [](const FilterSetup& setup) { return std::make_unique<Release>(setup); });

}  // namespace
}  // namespace pismovod
