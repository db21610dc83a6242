// winmail.dat, Outlook's own wrapping (TNEF, [MS-OXTNEF]): the one place where libytnef is used.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "reader/container.h"

namespace pismovod {

struct TnefContent {
  bool is_good = false;
  std::string subject;  // UTF-8
  std::string body;     // UTF-8; empty where there is only `rtf`
  std::string rtf;      // unpacked
  std::vector<Enclosed> files;
};

// Files that do not fit the budget have the state too_large.
TnefContent read_tnef(std::string_view octets, Budget& budget);

}  // namespace pismovod
