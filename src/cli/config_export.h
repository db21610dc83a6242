// The shipped files, written out and compared with what is in force.
#pragma once

#include <string>

#include "cli/commands.h"

namespace pismovod {

// Writes them below `folder`; one that is there and reads otherwise is left as it is. 73 where something could not
// be written.
int config_export(const std::string& folder);

// Settings, overlays and files in force that differ from what is shipped, line by line.
int config_diff(const Configs& configs);

}  // namespace pismovod
