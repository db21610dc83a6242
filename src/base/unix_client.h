// The asking side of a Unix socket.
#pragma once

#include <chrono>
#include <string>

#include "base/file.h"

namespace pismovod {

// Connects; the error is the system's.
Result<FileDescriptor> connect_to(const std::string& path);

// How long one reading or writing of a socket may take.
void set_patience(int socket, std::chrono::seconds most);

}  // namespace pismovod
