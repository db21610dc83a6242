// What an admin asks of the daemon and of the machine around it.
#pragma once

#include <string>

#include "cli/commands.h"

namespace pismovod {

struct StatusOptions {
  Configs configs;
  bool json = false;
};
// How the daemon goes, in its own words. 69 where none answers.
int status(const StatusOptions& options);

struct DoctorOptions {
  Configs configs;
  std::string postfix;                         // folder of its main.cf; empty: journal.postfix, else the installed one
  bool probe = false;                          // send a letter through
  std::string server = "smtp://127.0.0.1:25";  // by which
};
// Looks at what an admin would look at first. 1 where something is wrong.
int doctor(const DoctorOptions& options);

}  // namespace pismovod
