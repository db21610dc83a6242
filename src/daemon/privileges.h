// Becoming another user, for good.
#pragma once

#include <string>

#include "daemon/start_error.h"

namespace pismovod {

// Does nothing where `user` is empty, or is the one already. Otherwise user, group and
// supplementary groups are changed, and that there is no way back is tried out.
Started<void> become_user(const std::string& user);

// Gives a file that was made as root to the user who will have to remove it. Errors are passed over.
void hand_over(const std::string& path, const std::string& user);

}  // namespace pismovod
