// Files and folders that the daemon makes at its start and removes at its end.
#pragma once

#include <string>
#include <vector>

#include "config/configuration.h"
#include "daemon/file_access.h"
#include "daemon/start_error.h"

namespace pismovod {

// Makes a folder where it is missing and can be made; what cannot be is noticed by who needs it.
void make_folder(const std::string& path, unsigned mode, const std::string& owner);

// Gives the folders of the defaults, where root made them with files of ours, to the user that the daemon becomes:
// a look at the program as root must not take the journal from the daemon. Only as root; nothing else is touched.
void hand_over_defaults(const Settings& settings);

// Where the daemon keeps what must not be lost: the spool, the journal.
struct KeptPlace {
  std::string key;  // "journal.path"
  std::string folder;
  std::string file;  // in it; empty: any
  // A wrong path or permission ends the start: it was configured, or it is there for a configured daemon that
  // stops letters. Where nobody ever set it up the daemon does without.
  bool is_needed = false;
  std::string without;  // what is not done then
};
std::vector<KeptPlace> kept_places(const Configuration& configuration);

// 0, or what stands in the way of this user.
int trouble_with_place(const KeptPlace& place, const UserIds& who);
// Is it the path or a permission that is wrong, and not a disk that is full or ill?
bool is_wrong_place(int trouble);

// Tries them, as the user that the daemon is by now. A disk that is full or ill is said in the log, and the daemon
// starts.
Started<void> check_places(const Configuration& configuration);

// Writes the process number, replacing what was there.
Started<void> write_pid_file(const std::string& path, const std::string& owner);

}  // namespace pismovod
