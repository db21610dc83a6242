// What the settings name and this machine does not have: users, groups, addresses, folders, programs.
#pragma once

#include <string>
#include <vector>

#include "config/configuration.h"
#include "config/toml.h"

namespace pismovod {

struct MachineCheck {
  ConfigErrors errors;  // each with the place of its key; the daemon does not start
  std::vector<std::string> warnings;
};

// Needs the settings alone: the rest may be half read. Looks, and changes nothing; whether an address is taken it
// does not ask: by the daemon itself, most likely. `listen` stands in place of the configured address.
MachineCheck check_machine(const Configuration& configuration, const std::string& listen = "");

// Would some mailbox's letters be held?
bool holds(const Configuration& configuration);
// Would some mailbox's letters be stopped?
bool enforces(const Configuration& configuration);

}  // namespace pismovod
