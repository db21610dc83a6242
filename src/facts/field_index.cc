#include "facts/field_index.h"

#include <algorithm>

namespace pismovod {
namespace {

uint32_t value_begin(const Field* field) { return field->value.begin; }
uint32_t words_begin(const Field& field) { return field.words.begin; }

// A value that it shares with the label behind it ("ИНН/КПП") holds nothing before its own words.
bool can_hold(const Field& field) { return field.below || field.before || field.value.begin >= field.words.begin; }

}  // namespace

FieldIndex::FieldIndex(const std::vector<Field>& fields, size_t tokens) : fields_(fields), holder_(tokens, 0) {
  by_value_.reserve(fields.size());
  for (const Field& field : fields) by_value_.push_back(&field);
  std::ranges::stable_sort(by_value_, {}, value_begin);
  // A value that begins later is nearer: it covers what those before it hold. Values end with their cell,
  // whose reach is bounded.
  for (uint32_t k = 0; k < by_value_.size(); ++k) {
    const Field& field = *by_value_[k];
    if (!can_hold(field) || field.value.empty()) continue;
    std::fill(holder_.begin() + field.value.begin, holder_.begin() + field.value.end, k + 1);
  }
}

const Field* FieldIndex::holding(uint32_t i) const {
  return i < holder_.size() && holder_[i] != 0 ? by_value_[holder_[i] - 1] : nullptr;
}

std::span<const Field* const> FieldIndex::valued_at(uint32_t i) const {
  const auto first = std::ranges::lower_bound(by_value_, i, {}, value_begin);
  return {first, std::ranges::upper_bound(first, by_value_.end(), i, {}, value_begin)};
}

std::span<const Field> FieldIndex::labelled(size_t begin, size_t end) const {
  const auto first = std::ranges::lower_bound(fields_, begin, {}, words_begin);
  const auto last = std::ranges::lower_bound(first, fields_.end(), end, {}, words_begin);
  return {first, last};
}

}  // namespace pismovod
