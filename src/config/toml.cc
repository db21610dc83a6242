#include "config/toml.h"

#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

#include <algorithm>
#include <numeric>
#include <sstream>

#include "base/utf8.h"

namespace pismovod {
namespace {

SourcePlace place_of(const toml::source_region& source, const std::string& file) {
  return {file, source.begin.line, source.begin.column};
}

TomlValue convert(const toml::node& node, const std::string& file);

TomlValue convert_table(const toml::table& table, const std::string& file) {
  TomlValue out;
  out.kind = TomlValue::Kind::table;
  for (const auto& [key, value] : table) {
    out.entries.push_back({std::string(key.str()), place_of(key.source(), file), convert(value, file)});
  }
  // toml++ sorts by name; people expect the order of the file.
  std::stable_sort(out.entries.begin(), out.entries.end(), [](const auto& a, const auto& b) {
    return std::tie(a.place.line, a.place.column) < std::tie(b.place.line, b.place.column);
  });
  return out;
}

TomlValue convert(const toml::node& node, const std::string& file) {
  TomlValue out;
  if (const auto* table = node.as_table()) {
    out = convert_table(*table, file);
  } else if (const auto* array = node.as_array()) {
    out.kind = TomlValue::Kind::array;
    for (const toml::node& item : *array) out.items.push_back(convert(item, file));
  } else if (const auto* string = node.as_string()) {
    out.kind = TomlValue::Kind::string;
    out.string = string->get();
  } else if (const auto* integer = node.as_integer()) {
    out.kind = TomlValue::Kind::integer;
    out.integer = integer->get();
    out.number = static_cast<double>(out.integer);
    out.string = std::to_string(out.integer);
  } else if (const auto* number = node.as_floating_point()) {
    out.kind = TomlValue::Kind::number;
    out.number = number->get();
    out.string = std::to_string(out.number);
  } else if (const auto* boolean = node.as_boolean()) {
    out.kind = TomlValue::Kind::boolean;
    out.boolean = boolean->get();
    out.string = out.boolean ? "true" : "false";
  } else {
    out.kind = TomlValue::Kind::other;
  }
  out.place = place_of(node.source(), file);
  return out;
}

// Edit distance with transpositions (optimal string alignment), over octets.
size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::vector<size_t>> d(a.size() + 1, std::vector<size_t>(b.size() + 1));
  for (size_t i = 0; i <= a.size(); ++i) d[i][0] = i;
  for (size_t j = 0; j <= b.size(); ++j) d[0][j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    for (size_t j = 1; j <= b.size(); ++j) {
      const size_t cost = a[i - 1] == b[j - 1] ? 0 : 1;
      d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + cost});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
    }
  }
  return d[a.size()][b.size()];
}

}  // namespace

std::string ConfigError::message() const {
  if (place.line == 0) return place.file + ": " + text;
  return place.file + ":" + std::to_string(place.line) + ":" + std::to_string(place.column) + ": " + text;
}

const TomlValue* TomlValue::find(std::string_view key) const {
  for (const Entry& entry : entries) {
    if (entry.key == key) return &entry.value;
  }
  return nullptr;
}

std::string_view TomlValue::kind_name() const {
  switch (kind) {
    case Kind::table:
      return "a table";
    case Kind::array:
      return "a list";
    case Kind::string:
      return "a string";
    case Kind::integer:
      return "a whole number";
    case Kind::number:
      return "a number";
    case Kind::boolean:
      return "true or false";
    case Kind::other:
      break;
  }
  return "a date or time";
}

TomlValue parse_toml(std::string_view text, const std::string& file, ConfigErrors& errors) {
  const toml::parse_result result = toml::parse(text, std::string_view(file));
  if (!result) {
    errors.push_back({place_of(result.error().source(), file), std::string(result.error().description())});
    return {};
  }
  TomlValue out = convert_table(result.table(), file);
  out.place = {file, 1, 1};  // what a whole file lacks
  return out;
}

std::string suggestion(std::string_view word, const std::vector<std::string>& candidates) {
  std::string best;
  size_t best_distance = std::max<size_t>(2, word.size() / 3) + 1;
  for (const std::string& candidate : candidates) {
    const size_t d = distance(word, candidate);
    if (d < best_distance) {
      best = candidate;
      best_distance = d;
    }
  }
  return best;
}

std::string did_you_mean(std::string_view word, const std::vector<std::string>& candidates) {
  const std::string meant = suggestion(word, candidates);
  return meant.empty() ? std::string() : "; did you mean \"" + meant + "\"?";
}

}  // namespace pismovod
