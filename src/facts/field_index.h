// The fields of one text, looked up by the place of their words or of their value: asking each field for
// each number would cost the square of a table.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "facts/label.h"

namespace pismovod {

class FieldIndex {
 public:
  // `fields` are in the order of their labels and outlive this; `tokens` is how many the text has.
  FieldIndex(const std::vector<Field>& fields, size_t tokens);

  // The field whose value token i stands in, the nearest before it; null where there is none.
  const Field* holding(uint32_t i) const;
  // Those whose value begins at token i.
  std::span<const Field* const> valued_at(uint32_t i) const;
  // Those whose words begin within the tokens [begin, end).
  std::span<const Field> labelled(size_t begin, size_t end) const;

 private:
  std::span<const Field> fields_;
  std::vector<const Field*> by_value_;  // in the order of their values, those of the same place as they came
  std::vector<uint32_t> holder_;        // of each token, counted in by_value_ from 1; 0: none
};

}  // namespace pismovod
