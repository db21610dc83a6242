#include <algorithm>

#include "config/loader.h"

namespace pismovod {
namespace {

std::string expected(std::string_view key, std::string_view what, const TomlValue& got) {
  return "\"" + std::string(key) + "\": expected " + std::string(what) + ", not " + std::string(got.kind_name());
}

}  // namespace

TableReader::TableReader(const TomlValue& table, std::span<const Key> keys, ConfigErrors& errors)
    : table_(table), errors_(errors) {
  if (table.kind != TomlValue::Kind::table)
    error(table.place, "expected a table, not " + std::string(table.kind_name()));
  std::vector<std::string> known;
  for (const Key& key : keys) known.emplace_back(key.name);
  for (const TomlValue::Entry& entry : table.entries) {
    if (std::find(known.begin(), known.end(), entry.key) != known.end()) continue;
    error(entry.place, "unknown key \"" + entry.key + "\"" + did_you_mean(entry.key, known));
  }
}

const TomlValue* TableReader::value(std::string_view key) { return table_.find(key); }

std::string TableReader::text(std::string_view key, bool required) {
  const TomlValue* found = value(key);
  if (found == nullptr) {
    if (required && table_.kind == TomlValue::Kind::table)
      error(table_.place, "\"" + std::string(key) + "\" is missing");
    return {};
  }
  if (found->kind != TomlValue::Kind::string) {
    error(found->place, expected(key, "a string", *found));
    return {};
  }
  if (required && found->string.empty()) error(found->place, "\"" + std::string(key) + "\" is empty");
  return found->string;
}

std::optional<bool> TableReader::flag(std::string_view key) {
  const TomlValue* found = value(key);
  if (found == nullptr) return std::nullopt;
  if (found->kind != TomlValue::Kind::boolean) {
    error(found->place, expected(key, "true or false", *found));
    return std::nullopt;
  }
  return found->boolean;
}

std::vector<std::string> TableReader::texts(std::string_view key) {
  const TomlValue* found = value(key);
  if (found == nullptr) return {};
  std::vector<std::string> out;
  const std::span<const TomlValue> items =
      found->kind == TomlValue::Kind::array ? std::span(found->items) : std::span(found, 1);
  for (const TomlValue& item : items) {
    if (item.kind != TomlValue::Kind::string) {
      error(item.place, expected(key, "a list of strings", item));
    } else if (item.string.empty()) {
      error(item.place, "\"" + std::string(key) + "\": an empty text");
    } else {
      out.push_back(item.string);
    }
  }
  return out;
}

Phrases TableReader::phrases(std::string_view key, PhraseReader& reader, std::vector<LabelSource>* labels) {
  const TomlValue* found = value(key);
  return found == nullptr ? Phrases() : reader.list(key, *found, labels);
}

std::optional<size_t> TableReader::number(std::string_view key, const TomlValue& given, int64_t least, int64_t most) {
  const std::string range = "a whole number from " + std::to_string(least) + " to " + std::to_string(most);
  if (given.kind == TomlValue::Kind::integer && given.integer >= least && given.integer <= most)
    return static_cast<size_t>(given.integer);
  const std::string got = given.kind == TomlValue::Kind::integer ? given.string : std::string(given.kind_name());
  error(given.place, "\"" + std::string(key) + "\": expected " + range + ", not " + got);
  return std::nullopt;
}

std::optional<size_t> TableReader::number(std::string_view key, int64_t least, int64_t most) {
  const TomlValue* found = value(key);
  return found == nullptr ? std::nullopt : number(key, *found, least, most);
}

std::vector<size_t> TableReader::numbers(std::string_view key, int64_t least, int64_t most) {
  std::vector<size_t> out;
  const TomlValue* found = value(key);
  if (found == nullptr) return out;
  if (found->kind != TomlValue::Kind::array) error(found->place, expected(key, "a list of whole numbers", *found));
  for (const TomlValue& item : found->items) {
    if (const auto good = number(key, item, least, most)) out.push_back(*good);
  }
  return out;
}

}  // namespace pismovod
