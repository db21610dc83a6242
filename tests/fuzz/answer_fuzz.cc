// What goes to the MTA: a reply made of any text is well formed, and any text is a socket or is not.
#include <cstdlib>

#include "daemon/socket_spec.h"
#include "mail/reply.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace pismovod;
  const std::string text(reinterpret_cast<const char*>(data), size);
  const size_t half = size / 2;
  const Reply reply(Reply::Kind::refused, {text.substr(0, half), text.substr(half)});
  if (reply.lines().empty() || reply.lines().size() > Reply::kLines) std::abort();
  for (const std::string& line : reply.lines()) {
    if (line.size() + 10 > Reply::kLineOctets) std::abort();
    for (const char c : line) {
      if (c < ' ' || c > '~') std::abort();
    }
    if (percent_doubled(line).size() > 2 * line.size()) std::abort();
  }
  if (const auto spec = parse_socket_spec(text)) {
    if (!parse_socket_spec(spec->for_libmilter())) std::abort();
  }
  return 0;
}
