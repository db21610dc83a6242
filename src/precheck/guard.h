// Who may ask. A page in a browser on this machine can send requests here as well as a mail program can, so each
// request has to show what it is: by whom it is called (Host), which page sent it (Origin, Sec-Fetch-Site; the
// Fetch standard), and a token where it comes from elsewhere.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "precheck/web.h"

namespace pismovod {

struct GuardRules {
  int port = 0;
  std::vector<std::string> hosts;
  std::vector<std::string> origins;
  bool behind_proxy = false;
  std::function<std::optional<std::string>(std::string_view token)> name_of_token;
};

struct Refused {
  int status = 403;
  std::string why;
};

// Who asks, for the bounds: the token's name, else the address; or why it may not.
tl::expected<std::string, Refused> admit(const WebHead& head, const GuardRules& rules);

// The origin that is asked from, where it is one that may: what its browser or mail program must be told. Else empty.
std::string allowed_origin(const WebHead& head, const GuardRules& rules);

}  // namespace pismovod
