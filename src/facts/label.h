// Labels and what they label: "ИНН: 7713456712" in a line, in the cell before, in the head of the
// column, in the line above.
//
// The words of labels are data (config/catalogue/labels.toml). A label is told from the next one
// and from decoys (account, phone, invoice number ...): whatever stands behind "р/с" belongs to it
// and to nothing else.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "words/vocabulary.h"

namespace pismovod {

enum class Label : uint8_t {
  none,
  partner_name,
  partner_code,
  code,  // "код" alone
  client_name,
  organization,  // whose it is the label does not say
  inn,
  client_inn,
  partner_inn,
  kpp,
  ogrn,
  foreign_tax,
  product,
  article,
  reg_number,
  nfr,
  release,
  platform,
  library,
  request_number,
  country,
  topic,
  question,
  reason,
  quantity,
  decoy,
};
inline constexpr size_t kLabels = static_cast<size_t>(Label::decoy) + 1;

// "partner_code" and back; none for an unknown name.
std::string_view name_of(Label label);
std::optional<Label> label_named(std::string_view name);

struct TokenRange {
  uint32_t begin = 0;
  uint32_t end = 0;
  bool empty() const { return begin >= end; }
};

struct Field {
  Label label = Label::none;
  TokenRange words;        // the label itself
  TokenRange value;        // may be empty
  bool separated = false;  // by a colon, a dash, a cell or a line: what follows is meant as the value
  bool below = false;      // the value stands in the line below or the column
  bool before = false;     // "7713456712 — ИНН": the value stands before the label
};

// Terms of the labels in a vocabulary.
struct LabelTerms {
  std::array<TermId, kLabels> terms{};
  Label of(TermId term) const;
};

// All fields of a text, in the order of their labels.
std::vector<Field> read_fields(const Tokens& tokens, const Hits& hits, const LabelTerms& terms);

}  // namespace pismovod
