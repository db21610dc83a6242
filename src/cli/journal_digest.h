// pismovod journal digest
#pragma once

#include <string>

#include "cli/commands.h"

namespace pismovod {

struct DigestOptions {
  Configs configs;
  std::string to;
  std::string since = "7d";
};
// Writes the letter to the lead to standard output, ready for `sendmail -t`: what needs him, and the figures.
int journal_digest(const DigestOptions& options);

}  // namespace pismovod
