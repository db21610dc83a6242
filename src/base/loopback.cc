#include "base/loopback.h"

#include <charconv>

namespace pismovod {

bool is_loopback(const std::string& host) { return host == "localhost" || host == "::1" || host.starts_with("127."); }

Result<LoopbackAddress> parse_loopback(const std::string& text) {
  const std::string allowed =
      "\"" + text + "\" is no address of this machine alone, such as 127.0.0.1:8896 or [::1]:8896";
  const size_t colon = text.rfind(':');
  if (colon == std::string::npos) return failure(allowed);
  LoopbackAddress out{text.substr(0, colon), 0};
  if (out.host.starts_with('[') && out.host.ends_with(']')) out.host = out.host.substr(1, out.host.size() - 2);
  const char* const end = text.data() + text.size();
  const auto read = std::from_chars(text.data() + colon + 1, end, out.port);
  const bool is_port = read.ec == std::errc{} && read.ptr == end && out.port >= 0 && out.port <= 65535;
  if (!is_port || !is_loopback(out.host)) return failure(allowed);
  return out;
}

}  // namespace pismovod
