// Asking the daemon that runs.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "daemon/control.h"

namespace pismovod {

// Where it is asked, read from files whose rules may be broken: it says itself what is.
std::string control_socket_of(std::vector<std::string> files);

}  // namespace pismovod
