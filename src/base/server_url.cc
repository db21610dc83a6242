#include "base/server_url.h"

#include <unistd.h>

#include <algorithm>

namespace pismovod {

bool is_server(std::string_view where) {
  return where.starts_with("postgresql://") || where.starts_with("postgres://");
}

bool is_no_file(const std::string& where) { return !is_server(where) && ::access(where.c_str(), F_OK) != 0; }

std::string trouble_with_server(const std::string& url) {
  const size_t begin = url.find("//") + 2;
  const size_t query = std::min(url.find('?'), url.size());
  const std::string_view authority = std::string_view(url).substr(begin, std::min(url.find('/', begin), query) - begin);
  const std::string_view user = authority.substr(0, authority.rfind('@') == authority.npos ? 0 : authority.rfind('@'));
  if (user.find(':') != user.npos || url.find("password=", query) != std::string::npos)
    return "a password does not stand here: put it into a file that the daemon's user alone may read (man: The "
           "Password "
           "File of PostgreSQL) and write ?passfile=/etc/pismovod/pgpass";
  return {};
}

}  // namespace pismovod
