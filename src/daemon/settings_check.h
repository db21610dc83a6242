// What of the settings only the milter can tell to be wrong.
#pragma once

#include "config/configuration.h"
#include "config/toml.h"

namespace pismovod {

// Each error with the place of its key.
ConfigErrors check_milter_settings(const Configuration& configuration);

// "0660" as a number; the setting has been checked.
unsigned socket_mode_of(const Settings::Milter& settings);

// The keys of `after` that differ from `before` and do not take effect before a restart.
std::vector<std::string> needing_restart(const Settings& before, const Settings& after);

}  // namespace pismovod
