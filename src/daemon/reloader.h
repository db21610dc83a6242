// Reading the configuration anew while letters are judged: parse, check, swap whole. A bad file
// leaves the old rules in force and is said in the log and to who asked. Any thread; one at a time.
#pragma once

#include <functional>
#include <mutex>
#include <string>
#include <vector>

#include "desk/gate.h"
#include "desk/metrics.h"
#include "desk/rules_in_force.h"

namespace pismovod {

struct ReloadResult {
  bool done = false;
  std::vector<std::string> lines;  // what to tell: of success one, of failure one an error
};

// Reads and checks the files; the configuration, or every error as "file:line:column: text".
struct CheckedConfiguration {
  std::shared_ptr<const Configuration> configuration;  // null where there are errors
  std::vector<std::string> errors;
  std::vector<std::string> warnings;
};
// The one check of `serve`, `reload` and `config check`: of the files and of what they name on this machine.
// `listen` stands in place of the configured address; empty: as configured.
CheckedConfiguration load_checked(const std::vector<std::string>& files, const std::string& listen = "");

class Reloader {
 public:
  // All outlives the reloader.
  Reloader(std::vector<std::string> files, CurrentRules& rules, Gate& gate, Metrics& metrics)
      : files_(std::move(files)), rules_(rules), gate_(gate), metrics_(metrics) {}

  ReloadResult reload();

 private:
  ReloadResult take(const CheckedConfiguration& loaded);

  std::mutex mutex_;
  std::vector<std::string> files_;
  CurrentRules& rules_;
  Gate& gate_;
  Metrics& metrics_;
};

}  // namespace pismovod
