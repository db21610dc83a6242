// The price list: taken from a table, and looked into.
#pragma once

#include <string>

#include "cli/commands.h"

namespace pismovod {

struct PricesOptions {
  Configs configs;
  std::string file;  // the table; or what is looked for
  bool only_look = false;
  bool json = false;
};
// Shows which columns were taken for what, and the first rows; keeps the list unless it is only to be looked at.
int prices_import(const PricesOptions& options);
int prices_find(const PricesOptions& options);

}  // namespace pismovod
