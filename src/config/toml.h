// TOML as a tree of values that know their place, for errors that name file, line and column.
// The one place where toml++ is used.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pismovod {

struct SourcePlace {
  std::string file;
  size_t line = 0;
  size_t column = 0;
};

// "config/mailboxes/zakaz.toml:9:36: unknown requirement ..."
struct ConfigError {
  SourcePlace place;
  std::string text;
  std::string message() const;
};
using ConfigErrors = std::vector<ConfigError>;

struct TomlValue {
  enum class Kind : uint8_t { table, array, string, integer, number, boolean, other };
  struct Entry;

  Kind kind = Kind::table;
  SourcePlace place;
  std::string string;  // also of what is no string, as written
  int64_t integer = 0;
  double number = 0;
  bool boolean = false;
  std::vector<TomlValue> items;  // of an array
  std::vector<Entry> entries;    // of a table, in the order of the file

  const TomlValue* find(std::string_view key) const;
  // "a string", "a list": what it is, in the words of errors.
  std::string_view kind_name() const;
};

struct TomlValue::Entry {
  std::string key;
  SourcePlace place;
  TomlValue value;
};

// Parses a document; a syntax error, or octets that are no UTF-8, are added to `errors`, and what was read
// before is lost.
TomlValue parse_toml(std::string_view text, const std::string& file, ConfigErrors& errors);

// The candidate that `word` was most likely meant to be, or nothing.
std::string suggestion(std::string_view word, const std::vector<std::string>& candidates);
// `; did you mean "X"?`, or nothing.
std::string did_you_mean(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace pismovod
