// libmagic behind one function; used by file_type.cc alone.
#pragma once

#include <string>
#include <string_view>

namespace pismovod {

// The media type that the system's magic database gives, "application/octet-stream" where it has
// none or cannot be loaded. Thread safe: handles come from a pool, since one serves one thread.
std::string magic_media_type(std::string_view octets);

}  // namespace pismovod
