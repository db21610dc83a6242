// The tests' rules in force, in this process.
#pragma once

#include <memory>

#include "desk/rules_in_force.h"
#include "mta/daemon.h"

namespace pismovod::test {

inline std::shared_ptr<const RulesInForce> rules(const TempFolder& folder, const std::string& milter_settings = "",
                                                 const std::string& tables = "") {
  const auto loaded = load_configuration({write_configuration(folder, milter_settings, tables)});
  for (const ConfigError& error : loaded.errors) throw std::runtime_error(error.message());
  return std::make_shared<const RulesInForce>(loaded.configuration);
}

}  // namespace pismovod::test
