#include "review/users.h"

#include <fcntl.h>
#include <sys/file.h>

#include <algorithm>
#include <cerrno>

#include "base/file.h"
#include "base/log.h"
#include "base/private_file.h"
#include "review/password.h"

namespace pismovod {
namespace {

using UserMap = std::map<std::string, User>;

// What nobody's password is, so that an unknown name costs the same time as a known one.
const std::string& nobodys_hash() {
  static const std::string hash = hash_password("nobody has this password").value_or("");
  return hash;
}

std::optional<User> user_of_line(std::string_view line) {
  const size_t first = line.find('\t');
  const size_t second = first == std::string_view::npos ? first : line.find('\t', first + 1);
  if (second == std::string_view::npos) return std::nullopt;
  const auto role = role_of(line.substr(first + 1, second - first - 1));
  if (!role) return std::nullopt;
  return User{std::string(line.substr(0, first)), *role, std::string(line.substr(second + 1))};
}

Result<UserMap> read_users(const std::string& path) {
  if (!std::filesystem::exists(path)) return UserMap{};
  const auto text = read_private_file(path);
  if (!text) return tl::unexpected(text.error());
  UserMap out;
  for (size_t at = 0; at < text->size();) {
    const size_t end = std::min(text->find('\n', at), text->size());
    if (auto user = user_of_line(std::string_view(*text).substr(at, end - at))) out[user->name] = std::move(*user);
    at = end + 1;
  }
  return out;
}

}  // namespace

std::optional<Role> role_of(std::string_view word) {
  if (word == "lead") return Role::lead;
  if (word == "admin") return Role::admin;
  return std::nullopt;
}

std::string_view name_of(Role role) { return role == Role::admin ? "admin" : "lead"; }

bool is_user_name(std::string_view name) {
  const auto is_fit = [](unsigned char c) {
    return c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '-' || c == '_' || c == '@';
  };
  return !name.empty() && name.size() <= 64 && std::all_of(name.begin(), name.end(), is_fit);
}

Result<void> put_user(const std::string& path, const User& user) {
  // Two who write at once do so one after the other.
  const FileDescriptor lock(::open((path + ".lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
  if (!lock || ::flock(lock.get(), LOCK_EX) != 0) {
    return failure("cannot write " + path + ".lock: " + system_message(errno));
  }
  auto users = read_users(path);
  if (!users) return tl::unexpected(users.error());
  (*users)[user.name] = user;
  std::string text;
  for (const auto& [name, each] : *users)
    text += name + "\t" + std::string(name_of(each.role)) + "\t" + each.hash + "\n";
  return write_private_file(path, text);
}

Result<void> Users::refresh() {
  std::error_code none;
  const auto written = std::filesystem::last_write_time(path_, none);
  if (!none && written == written_) return {};
  auto users = read_users(path_);
  if (!users) return tl::unexpected(users.error());
  users_ = std::move(*users);
  written_ = none ? std::filesystem::file_time_type{} : written;
  return {};
}

Result<void> Users::check() {
  const std::lock_guard lock(mutex_);
  return refresh();
}

std::optional<User> Users::find(const std::string& name) {
  const std::lock_guard lock(mutex_);
  if (const auto read = refresh(); !read) {
    log_error("review: " + read.error().text);
    return std::nullopt;
  }
  const auto found = users_.find(name);
  return found == users_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<User> Users::sign_in(const std::string& name, std::string_view password) {
  const std::optional<User> user = find(name);
  const bool is_right = is_password(password, user ? user->hash : nobodys_hash());
  return is_right && user ? user : std::nullopt;
}

}  // namespace pismovod
