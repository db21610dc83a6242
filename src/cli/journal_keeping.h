// The journal as a whole.
#pragma once

#include <string>

#include "cli/commands.h"

namespace pismovod {

// Journal, key of links and users, copied into a folder while the daemon runs.
int journal_backup(const Configs& configs, const std::string& folder);
// A copy put in their place; nothing that waits in it is sent again. Refused while the daemon runs.
int journal_restore(const Configs& configs, const std::string& folder);
// An old journal, a file or a server, copied to where the configuration has it now; once more goes on where it was.
int journal_move(const Configs& configs, const std::string& from);
// Every case that names an address or a tax number goes.
int journal_forget(const Configs& configs, const std::string& who);

}  // namespace pismovod
