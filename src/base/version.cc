#include "base/version.h"

namespace pismovod {

std::string_view version() { return PISMOVOD_VERSION; }

}  // namespace pismovod
