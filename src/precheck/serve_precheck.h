// The service as a program: what `pismovod precheck` and `pismovod precheck token` do. Statuses are of sysexits.h.
#pragma once

#include <string>
#include <vector>

namespace pismovod {

struct PrecheckOptions {
  std::vector<std::string> configs;
  std::string listen;  // empty: as configured
};

// Serves in the foreground until SIGTERM or SIGINT, reads the configuration anew at SIGHUP, and says on standard
// output where it is. To be called in the main thread, before any other is started.
int serve_precheck(const PrecheckOptions& options);

struct TokenOptions {
  std::vector<std::string> configs;
  std::string name;
};
int add_precheck_token(const TokenOptions& options);  // prints it, once
int withdraw_precheck_token(const TokenOptions& options);
int list_precheck_tokens(const TokenOptions& options);  // the names

}  // namespace pismovod
