// The review page as a program: what `pismovod review` and `pismovod review passwd` do.
#pragma once

#include <string>
#include <vector>

namespace pismovod {

struct ReviewOptions {
  std::vector<std::string> configs;
  std::string listen;  // empty: as configured
};

// Serves the page in the foreground until SIGTERM or SIGINT, and says on standard output where. To be
// called in the main thread, before any other is started. The status is of sysexits.h.
int serve_review(const ReviewOptions& options);

struct PasswordOptions {
  std::vector<std::string> configs;
  std::string name;
  std::string role;  // "lead" or "admin"
};

// Asks for the password at a terminal, twice; else reads it from the first line of standard input.
int set_review_password(const PasswordOptions& options);

}  // namespace pismovod
