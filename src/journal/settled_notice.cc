#include "journal/settled_notice.h"

namespace pismovod {
namespace {

// Of our own letters the first boundary is the outermost one's, and quoted.
std::string_view boundary_of(std::string_view header) {
  constexpr std::string_view kName = "boundary=\"";
  const size_t type = header.find("multipart/mixed");
  const size_t at = type == header.npos ? header.npos : header.find(kName, type);
  if (at == header.npos) return {};
  const size_t begin = at + kName.size();
  return header.substr(begin, header.find('"', begin) - begin);
}

}  // namespace

std::string without_attachments(std::string_view octets) {
  const size_t end = octets.find("\r\n\r\n");
  const std::string_view boundary = boundary_of(octets.substr(0, end));
  if (end == octets.npos || boundary.empty()) return std::string(octets);
  const std::string line = "\r\n--" + std::string(boundary);
  const size_t first = octets.find(line + "\r\n", end);
  const size_t second = first == octets.npos ? first : octets.find(line, first + line.size());
  if (second == octets.npos) return std::string(octets);
  return std::string(octets.substr(0, second)) + line + "--\r\n";
}

}  // namespace pismovod
