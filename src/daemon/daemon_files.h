// Files and folders that the daemon makes at its start and removes at its end.
#pragma once

#include <string>

#include "config/configuration.h"
#include "daemon/start_error.h"

namespace pismovod {

// Makes a folder where it is missing and can be made; what cannot be is noticed by who needs it.
void make_folder(const std::string& path, unsigned mode, const std::string& owner);

// The folder for large letters must be there and writable. Where nobody configured it, a warning is
// enough: letters that do not fit into memory cannot be inspected then.
Started<void> check_spool(const Configuration& configuration);

// Writes the process number, replacing what was there.
Started<void> write_pid_file(const std::string& path, const std::string& owner);

// Letters have descriptors: asks for as many as the system lets us have.
void raise_descriptor_limit();

}  // namespace pismovod
