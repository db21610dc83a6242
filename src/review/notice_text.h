// The text of a letter of ours, as its reader saw it.
#pragma once

#include <string>
#include <vector>

namespace pismovod {

struct NoticeText {
  std::string subject;
  std::string body;                // empty where there are no octets or no text
  std::vector<std::string> files;  // names of what is attached
};
NoticeText read_notice(const std::string& octets);

}  // namespace pismovod
