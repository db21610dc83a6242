// What this machine is called (gethostname); "localhost" where it has no name.
#pragma once

#include <string>

namespace pismovod {

std::string host_name();

}  // namespace pismovod
