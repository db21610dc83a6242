// pismovod ready: which mailbox may take its next step, and the lines to write.
#pragma once

#include <string>
#include <vector>

namespace pismovod {

struct ReadyOptions {
  std::vector<std::string> configs;
  std::string report;  // of `replay --json`; empty: ready.report, where it is there
  bool json = false;
};

// An exit status of sysexits.h; never throws.
int ready(const ReadyOptions& options);

}  // namespace pismovod
