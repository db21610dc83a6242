// The commands that need no daemon. Each returns an exit status of sysexits.h and never throws.
#pragma once

#include <string>
#include <vector>

#include "base/exit_status.h"

namespace pismovod {

using Configs = std::vector<std::string>;

struct CheckOptions {
  Configs configs;
  bool json = false;
  std::string from;
  std::vector<std::string> to;
  std::vector<std::string> letters;
};
int check(const CheckOptions& options);

int config_check(const Configs& configs);
int config_show(const Configs& configs);
int config_reference();

int mailboxes(const Configs& configs, const std::string& address);

struct TemplateOptions {
  Configs configs;
  std::string address;
  std::string scenario;
  std::string from;  // whose data go in; empty: the first organisation's
};
int letter_template(const TemplateOptions& options);

}  // namespace pismovod
