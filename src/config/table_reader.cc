#include <algorithm>

#include "config/loader.h"

namespace pismovod {
namespace {

std::string expected(std::string_view key, std::string_view what, const TomlValue& got) {
  return "\"" + std::string(key) + "\": expected " + std::string(what) + ", not " + std::string(got.kind_name());
}

}  // namespace

const TomlValue* TableReader::value(std::string_view key) {
  known_.emplace_back(key);
  return table_.find(key);
}

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

void TableReader::no_others() {
  for (const TomlValue::Entry& entry : table_.entries) {
    if (std::find(known_.begin(), known_.end(), entry.key) != known_.end()) continue;
    error(entry.place, "unknown key \"" + entry.key + "\"" + did_you_mean(entry.key, known_));
  }
}

}  // namespace pismovod
