// Every key of the configuration, declared once: type, unit, default, meaning. Reading a file,
// `config show` and `config reference` all work from this table.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "config/settings.h"
#include "config/toml.h"

namespace pismovod {

struct Option {
  std::string key;      // "milter.listen"
  std::string type;     // "text", "number", "yes or no", "list of text", or the words that are allowed
  std::string unit;     // "seconds", "octets"; empty where there is none
  std::string range;    // of a number, with the reason of its bound: "1 to 100: each is a thread"
  std::string meaning;  // for the reference, English
  // Sets the value; what was wrong, or an empty text.
  std::function<std::string(Settings&, const TomlValue&)> set;
  std::function<std::string(const Settings&)> show;  // as TOML
};

const std::vector<Option>& options();
const Option* find_option(std::string_view key);

// The tables that hold options: "milter", "limits".
std::vector<std::string> option_tables();

}  // namespace pismovod
