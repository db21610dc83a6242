// Labels are read from the last to the first, because a label ends the value of the one before, and labels that are
// joined ("A/B: ...") share the value behind the last. A value is looked for before the label where a clause ends with
// it, then behind it in its cell, then in the row or under the head, and where there are no cells in the line below.
//
// A table whose cells became lines is told by its labels that stand alone, one below the other, with as many values
// behind them. The rows of a column are bounded in number, and whether a row is a head is remembered for its labels.

#include "facts/label.h"

#include <algorithm>
#include <span>

#include "facts/label_hits.h"

namespace pismovod {
namespace {

constexpr std::array<std::string_view, kLabels> kNames = {
    "none",       "partner_name", "partner_code", "code",     "client_name", "organization",   "inn",
    "client_inn", "partner_inn",  "kpp",          "ogrn",     "foreign_tax", "product",        "article",
    "reg_number", "nfr",          "release",      "platform", "library",     "request_number", "country",
    "topic",      "question",     "reason",       "quantity", "decoy"};

constexpr uint32_t kMostRows = 200;  // of a column that are read
constexpr size_t kLeastFlat = 3;     // labels of a table whose cells became lines
constexpr size_t kMostFlat = 20;
constexpr uint32_t kLongestBefore = 24;  // tokens from a value's begin to the label behind it
constexpr uint32_t kMostBetween = 4;     // words between a number and the label behind it

TokenRange range_of(Tokens::Range range) {
  return {static_cast<uint32_t>(range.begin), static_cast<uint32_t>(range.end)};
}

// The cells of one line.
class Row {
 public:
  Row(const Tokens& tokens, size_t i) : line_(range_of(tokens.line(i))), breaks_(tokens.cell_breaks(tokens.line(i))) {}

  uint32_t begin() const { return line_.begin; }
  uint32_t end() const { return line_.end; }
  size_t size() const { return breaks_.size() + 1; }
  TokenRange operator[](size_t k) const {
    return {k == 0 ? line_.begin : breaks_[k - 1] + 1, k == breaks_.size() ? line_.end : breaks_[k]};
  }
  // The number of the cell that token i stands in.
  size_t column_of(uint32_t i) const {
    return static_cast<size_t>(std::ranges::lower_bound(breaks_, i) - breaks_.begin());
  }

 private:
  TokenRange line_;
  std::span<const uint32_t> breaks_;
};

class FieldReader {
 public:
  FieldReader(const Tokens& tokens, std::vector<LabelHit> hits) : tokens_(tokens), hits_(std::move(hits)) {}

  std::vector<Field> run() {
    fields_.resize(hits_.size());
    for (size_t i = hits_.size(); i-- > 0;) fields_[i] = read(i);
    fields_.insert(fields_.end(), columns_.begin(), columns_.end());
    std::stable_sort(fields_.begin(), fields_.end(),
                     [](const Field& a, const Field& b) { return a.words.begin < b.words.begin; });
    return std::move(fields_);
  }

 private:
  Field read(size_t i) {
    const LabelHit& hit = hits_[i];
    Field field{hit.label, {hit.first, hit.last + 1}, {}, false, false};
    const TokenRange cell = range_of(tokens_.cell(hit.first));
    const uint32_t begin = behind_separators(hit.last + 1, cell.end, field.separated);
    const uint32_t end = next_cut(i, cell.end);
    if (const std::optional<TokenRange> before = value_before(i)) {
      field.value = *before;
      field.before = field.separated = true;
      return field;
    }
    field.value = {begin, end};
    if (has_content(field.value) && !is_second_half(i, field)) return field;
    if (i + 1 < hits_.size() && hits_[i + 1].first < cell.end && only_joints(hit.last + 1, hits_[i + 1].first)) {
      field.value = fields_[i + 1].value;  // "ИНН/КПП: ...": both have what stands behind the last
      field.separated = fields_[i + 1].separated;
      field.below = fields_[i + 1].below;
      return field;
    }
    if (end < cell.end) return field;  // a label without a value, and another one behind it
    const Row row(tokens_, field.words.begin);
    return row.size() > 1 ? in_row(field, row) : in_line_below(field);
  }

  // "по-прежнему": one word, and no label with its value.
  bool is_hyphen(uint32_t at) const {
    return tokens_.is_mark(at, '-') && !tokens_[at].after_space && tokens_.is_kind(at + 1, TokenKind::word) &&
           !tokens_[at + 1].after_space && !tokens_[at + 1].capital;
  }

  uint32_t behind_separators(uint32_t at, uint32_t end, bool& separated) const {
    for (; at < end && !is_hyphen(at); ++at) {
      const bool strong = tokens_.is_mark(at, ':') || tokens_.is_mark(at, '-') || tokens_.is_mark(at, '=');
      const bool weak = tokens_.is_mark(at, '.') || tokens_.is_mark(at, '#') || tokens_.is_mark(at, ')') ||
                        tokens_[at].kind == TokenKind::soft;
      if (!strong && !weak) break;
      separated = separated || strong || tokens_[at].kind == TokenKind::soft;
    }
    return at;
  }

  // Where the next label that is meant as one cuts the value off. Hits are read from the last to the first.
  uint32_t next_cut(size_t i, uint32_t end) {
    if (i + 1 < hits_.size() && is_meant(hits_[i + 1])) next_meant_ = i + 1;
    return next_meant_ ? std::min(hits_[*next_meant_].first, end) : end;
  }

  bool is_meant(const LabelHit& hit) const {
    return is_strong(hit.label) || tokens_.is_mark(hit.last + 1, ':') || tokens_.is_kind(hit.last + 1, TokenKind::cell);
  }

  // "7713456712 — ИНН клиента", "14352 это наш код": a number, a dash or "это", a few words, the label, and
  // the end of the clause. A number that another label stands right before is that label's.
  std::optional<TokenRange> value_before(size_t i) const {
    const LabelHit& hit = hits_[i];
    if (!(is_strong(hit.label) || hit.label == Label::code) || !ends_clause(hit.last + 1)) return std::nullopt;
    const std::optional<uint32_t> joint = joint_before(hit.first);
    if (!joint) return std::nullopt;
    TokenRange value{*joint, *joint};
    const auto goes_on = [&](uint32_t at) {
      const bool belongs = tokens_.is_kind(at, TokenKind::number) || tokens_.is_kind(at, TokenKind::word) ||
                           tokens_.is_mark(at, '.') || tokens_.is_mark(at, '-');
      return belongs && (at + 1 == *joint || !tokens_[at + 1].after_space);
    };
    while (value.begin > 0 && goes_on(value.begin - 1) && *joint - value.begin < kLongestBefore / 2) --value.begin;
    if (value.empty() || !is_long_number(value)) return std::nullopt;
    return is_claimed(i, value.begin) ? std::nullopt : std::optional(value);
  }

  // Where the dash or the "это" begins that joins a number to the label behind it.
  std::optional<uint32_t> joint_before(uint32_t label) const {
    static const std::string is = fold("это");
    for (uint32_t at = label; at > 0 && label - at < kMostBetween;) {
      --at;
      const bool joins = tokens_.is_mark(at, '-') || (tokens_.is_kind(at, TokenKind::word) && tokens_.text(at) == is);
      if (joins) {
        while (at > 0 && (tokens_.is_mark(at - 1, '-') || tokens_.is_mark(at - 1, '('))) --at;
        return at;
      }
      if (!tokens_.is_kind(at, TokenKind::word)) break;
    }
    return std::nullopt;
  }

  bool ends_clause(uint32_t at) const {
    for (uint32_t end = at + kMostBetween + 1; at < tokens_.size() && at < end; ++at) {
      const bool is_end = tokens_[at].is_break() || tokens_.is_mark(at, ',') || tokens_.is_mark(at, ';') ||
                          tokens_.is_mark(at, '.') || tokens_.is_mark(at, ')');
      if (is_end) return true;
      if (!tokens_.is_kind(at, TokenKind::word)) return false;
    }
    return at == tokens_.size();
  }

  bool is_long_number(TokenRange range) const {
    size_t dots = 0;
    for (uint32_t i = range.begin; i < range.end; ++i) dots += tokens_.is_mark(i, '.') ? 1 : 0;
    return tokens_.is_kind(range.begin, TokenKind::number) && (dots >= 2 || has_long_number(range));
  }

  // Does the label before stand right before the number? "тел. 4950000052 — ИНН пришлём".
  bool is_claimed(size_t i, uint32_t number) const {
    if (i == 0 || hits_[i - 1].last >= number) return false;
    const bool is_short = hits_[i - 1].label == Label::decoy;
    for (uint32_t at = hits_[i - 1].last + 1; at < number; ++at) {
      const bool colon = tokens_.is_mark(at, ':') || tokens_.is_mark(at, '-') || tokens_.is_mark(at, '=') ||
                         tokens_.is_mark(at, '#') || tokens_.is_mark(at, '(') || (is_short && tokens_.is_mark(at, '.'));
      if (!colon && tokens_[at].kind != TokenKind::soft) return false;
    }
    return true;
  }

  bool has_content(TokenRange range) const {
    for (uint32_t i = range.begin; i < range.end; ++i) {
      const Token& token = tokens_[i];
      if (token.kind == TokenKind::number || token.kind == TokenKind::word || tokens_.is_mark(i, '<') ||
          tokens_.is_mark(i, '_')) {
        return true;
      }
    }
    return false;
  }

  // "ИНН организации" with the value below: what stands behind a strong label is but another label.
  bool is_second_half(size_t i, const Field& field) const {
    return is_strong(field.label) && !field.separated && i + 1 < hits_.size() &&
           hits_[i + 1].first == field.value.begin && !has_content({hits_[i + 1].last + 1, field.value.end});
  }

  bool only_joints(uint32_t begin, uint32_t end) const {
    for (uint32_t i = begin; i < end; ++i) {
      const bool joint = tokens_.is_mark(i, '/') || tokens_.is_mark(i, ',') || tokens_.is_mark(i, '(') ||
                         tokens_.is_mark(i, '.') || tokens_.is_mark(i, '-') || tokens_.is_mark(i, ':') ||
                         tokens_.is_mark(i, '#') || tokens_.is_mark(i, '+') || tokens_.is_mark(i, '"') ||
                         tokens_[i].kind == TokenKind::soft;
      const bool conjunction = tokens_[i].kind == TokenKind::word && tokens_[i].size() <= 2;
      if (!joint && !conjunction) return false;
    }
    return true;
  }

  std::vector<LabelHit>::const_iterator first_hit_from(uint32_t token) const {
    return std::lower_bound(hits_.begin(), hits_.end(), token,
                            [](const LabelHit& hit, uint32_t i) { return hit.first < i; });
  }

  bool begins_with_label(TokenRange cell) const {
    const auto hit = first_hit_from(cell.begin);
    return hit != hits_.end() && hit->first <= cell.begin + 2 && hit->first < cell.end;
  }

  bool has_long_number(TokenRange range) const {
    for (uint32_t i = range.begin; i < range.end; ++i) {
      if (tokens_[i].kind == TokenKind::number && tokens_[i].size() >= 4) return true;
    }
    return false;
  }

  // Does a row hold nothing but labels, with a row of the same width below? Each label of a row asks.
  bool is_head(const Row& row) {
    if (!last_head_ || last_head_->first != row.begin()) last_head_ = {row.begin(), looks_like_head(row)};
    return last_head_->second;
  }

  bool looks_like_head(const Row& row) const {
    const bool is_whole = row.end() - row.begin() < Tokens::kLineReach;
    if (row.size() < 2 || !is_whole) return false;
    for (size_t k = 1; k < row.size(); ++k) {
      const TokenRange cell = row[k];
      if (cell.empty()) continue;
      if (has_long_number(cell)) return false;
      // In a wide table a head may have columns that no label is known for.
      const bool head_word = row.size() >= 3 && cell.end - cell.begin <= 4;
      if (!begins_with_label(cell) && !head_word) return false;
    }
    const uint32_t below = row.end() + 1;
    return below < tokens_.size() && first_column(Row(tokens_, below), row.size()).has_value();
  }

  // Which cell of a row stands under a head's first: rows may be numbered in a column without a name.
  std::optional<size_t> first_column(const Row& row, size_t heads) const {
    if (row.size() == heads) return 0;
    const TokenRange first = row[0];
    const bool numbered = first.end == first.begin + 1 && tokens_[first.begin].kind == TokenKind::number &&
                          tokens_[first.begin].size() <= 3;
    return numbered && row.size() == heads + 1 ? std::optional<size_t>(1) : std::nullopt;
  }

  Field in_row(Field field, const Row& row) {
    const size_t column = row.column_of(field.words.begin);
    field.separated = true;
    if (is_head(row)) return in_column(field, row, column);
    for (size_t k = column + 1; k < row.size(); ++k) {
      if (!row[k].empty()) {
        field.value = row[k];
        return field;
      }
    }
    return field;
  }

  // The column ends at the next head, a label and nothing else in it, so that no cell has two.
  Field in_column(Field field, const Row& head, size_t column) {
    field.below = true;
    uint32_t next = head.end() + 1;
    for (uint32_t line = 0; line < kMostRows && next < tokens_.size(); ++line) {
      const Row row(tokens_, next);
      const std::optional<size_t> first = first_column(row, head.size());
      if (!first) break;
      const TokenRange cell = row[column + *first];
      if (line == 0) field.value = cell;
      if (is_bare_label(cell)) break;
      if (line > 0 && !cell.empty()) {
        Field further = field;
        further.value = cell;
        columns_.push_back(further);
      }
      next = row.end() + 1;
    }
    return field;
  }

  // Is the line that begins here a label and nothing else? With a colon it is one of a form not filled in.
  bool is_bare_label_line(size_t begin) const { return is_bare_label(range_of(tokens_.line(begin))); }

  bool is_bare_label(TokenRange range) const {
    const auto label = first_hit_from(range.begin);
    if (label == hits_.end() || label->first != range.begin || label->last >= range.end) return false;
    return !tokens_.is_mark(range.end - 1, ':') && !has_content({label->last + 1, range.end});
  }

  // Where the next line that is not empty begins, or the last one ended.
  size_t line_below(size_t i) const {
    for (i = tokens_.line(i).end; i < tokens_.size() && tokens_[i].kind == TokenKind::line;) ++i;
    return i;
  }
  std::optional<size_t> line_above(size_t i) const {
    i = tokens_.line(i).begin;
    while (i > 0 && tokens_[i - 1].kind == TokenKind::line) --i;
    return i > 0 ? std::optional(tokens_.line(i - 1).begin) : std::nullopt;
  }

  // A table whose cells became lines: three and more labels, one below the other, then as many values.
  Field in_flat_table(Field field) {
    const size_t own = tokens_.line(field.words.begin).begin;
    size_t below = 0;
    size_t at = line_below(own);
    for (; at < tokens_.size() && is_bare_label_line(at) && below < kMostFlat; at = line_below(at)) ++below;
    if (at >= tokens_.size() || is_bare_label_line(at)) return field;
    size_t above = 0;
    for (auto up = line_above(own); up && is_bare_label_line(*up) && above < kMostFlat; up = line_above(*up)) ++above;
    if (above + below + 1 < kLeastFlat) return field;
    TokenRange value{0, 0};
    for (size_t row = 0; row <= above + below; ++row, at = line_below(at)) {
      if (at >= tokens_.size() || is_bare_label_line(at)) return field;
      if (row == above) value = {static_cast<uint32_t>(at), static_cast<uint32_t>(tokens_.line(at).end)};
    }
    field.value = value;
    field.below = field.separated = true;
    return field;
  }

  // Nothing but the label (and a number or a dash before it) in its line?
  bool is_alone(const Field& field) const {
    const Tokens::Range line = tokens_.line(field.words.begin);
    for (size_t i = line.begin; i < field.words.begin; ++i) {
      if (tokens_[i].kind == TokenKind::word || tokens_[i].kind == TokenKind::cell) return false;
    }
    return true;
  }

  Field in_line_below(Field field) {
    const Tokens::Range line = tokens_.line(field.words.begin);
    auto next = static_cast<uint32_t>(line.end);
    uint32_t breaks = 0;
    while (next < tokens_.size() && tokens_[next].kind == TokenKind::line) {
      ++next;
      ++breaks;
    }
    const bool alone = is_alone(field);
    // An empty line between is Outlook's plain text; only a heading reaches over it.
    if (breaks == 0 || breaks > (alone ? 2U : 1U) || next >= tokens_.size()) return field;
    const auto label = first_hit_from(next);
    const auto end = static_cast<uint32_t>(tokens_.line(next).end);
    const bool labelled = label != hits_.end() && label->first <= next + 1 && label->first < end;
    if (is_bare_label_line(line.begin)) {
      if (Field flat = in_flat_table(field); flat.below) return flat;
    }
    if (labelled) return field;
    field.value = {next, end};
    if (label != hits_.end() && label->first < end && is_strong(label->label)) field.value.end = label->first;
    field.below = true;
    field.separated = field.separated || alone;
    return field;
  }

  const Tokens& tokens_;
  std::vector<LabelHit> hits_;
  std::vector<Field> fields_;
  std::vector<Field> columns_;
  std::optional<std::pair<uint32_t, bool>> last_head_;  // where a row begins, and whether it is one
  std::optional<size_t> next_meant_;                    // of the hits behind the one that is read
};

}  // namespace

std::string_view name_of(Label label) { return kNames[static_cast<size_t>(label)]; }

std::optional<Label> label_named(std::string_view name) {
  const auto found = std::find(kNames.begin() + 1, kNames.end(), name);
  if (found == kNames.end()) return std::nullopt;
  return static_cast<Label>(found - kNames.begin());
}

Label LabelTerms::of(TermId term) const {
  const auto found = std::find(terms.begin() + 1, terms.end(), term);
  return found == terms.end() || term == 0 ? Label::none : static_cast<Label>(found - terms.begin());
}

std::vector<Field> read_fields(const Tokens& tokens, const Hits& hits, const LabelTerms& terms) {
  return FieldReader(tokens, label_hits(tokens, hits, terms)).run();
}

}  // namespace pismovod
