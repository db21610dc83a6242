// What this machine is called in the journal.
#pragma once

#include <string>

#include "base/host_name.h"
#include "config/settings.h"

namespace pismovod {

inline std::string host_of(const Settings& settings) {
  return settings.journal.host.empty() ? host_name() : settings.journal.host;
}

}  // namespace pismovod
