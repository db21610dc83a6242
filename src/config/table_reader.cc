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
    if (required) error(table_.place, "\"" + std::string(key) + "\" is missing");
    return {};
  }
  if (found->kind != TomlValue::Kind::string) {
    error(found->place, expected(key, "a string", *found));
    return {};
  }
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

std::vector<std::string> TableReader::phrases(std::string_view key, std::vector<SaidLabel>& labels) {
  const TomlValue* found = value(key);
  if (found == nullptr || found->kind != TomlValue::Kind::array) return texts(key);
  std::vector<std::string> out;
  for (const TomlValue& item : found->items) {
    if (item.kind == TomlValue::Kind::string) {
      out.push_back(item.string);
    } else if (item.kind == TomlValue::Kind::table) {
      TableReader table(item, kSaysKeys, errors_);
      const std::string says = table.text("says", true);
      const size_t colon = says.find(':');
      if (colon == std::string::npos) {
        error(item.place, "\"says\": expected \"QUESTION:LABEL\"");
      } else {
        labels.push_back({says.substr(0, colon), says.substr(colon + 1)});
      }
    } else {
      error(item.place, expected(key, "a list of phrases", item));
    }
  }
  return out;
}

std::vector<std::string> TableReader::texts(std::string_view key) {
  const TomlValue* found = value(key);
  if (found == nullptr) return {};
  if (found->kind == TomlValue::Kind::string) return {found->string};
  if (found->kind != TomlValue::Kind::array) {
    error(found->place, expected(key, "a list of strings", *found));
    return {};
  }
  std::vector<std::string> out;
  for (const TomlValue& item : found->items) {
    if (item.kind == TomlValue::Kind::string) {
      out.push_back(item.string);
    } else {
      error(item.place, expected(key, "a list of strings", item));
    }
  }
  return out;
}

}  // namespace pismovod
