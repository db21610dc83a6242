// What of the settings only the milter can tell to be wrong.
#pragma once

#include "config/configuration.h"
#include "config/toml.h"

namespace pismovod {

// Each error with the place of its key. Needs the settings alone: the rest may be half read. `listen` stands in
// place of the configured address; empty: as configured.
ConfigErrors check_milter_settings(const Configuration& configuration, const std::string& listen = "");

// Texts that the answer to a sender is made of, in both languages, and that are missing.
ConfigErrors check_reply_texts(const Configuration& configuration);

// "0660" as a number; the setting has been checked.
unsigned socket_mode_of(const Settings::Milter& settings);

// The keys of `after` that differ from `before` and do not take effect before a restart.
std::vector<std::string> needing_restart(const Settings& before, const Settings& after);

}  // namespace pismovod
