// What a user of this machine may do with a file, told from owner, group and mode alone: nobody is become.
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <vector>

namespace pismovod {

struct UserIds {
  std::string name;  // empty: it has none
  uid_t user = 0;
  std::vector<gid_t> groups;
};
// The user that the daemon will be; empty: who runs this program. Nothing where there is no such user.
std::optional<UserIds> ids_of(const std::string& name);

enum class Access : unsigned { search = 1, write = 2, read = 4 };

// 0, or what stands in the way (ENOENT, ENOTDIR, EACCES, EROFS ...) on the way there or at its end. Access control
// lists are not looked at but for who runs this program.
int trouble_with(const std::string& path, Access access, const UserIds& who);

// The same for making files in a folder, which may itself have to be made where its parent is.
int trouble_with_folder(const std::string& path, const UserIds& who);

// "may not write to /var/lib/pismovod: chown -R pismovod /var/lib/pismovod", or what the system says.
std::string advice_for(int trouble, const std::string& path, const UserIds& who);

}  // namespace pismovod
