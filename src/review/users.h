// Who may sign in: a file of lines "name TAB role TAB hash", mode 0600.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace pismovod {

// The lead reviews cases; the admin sees besides what the machine did.
enum class Role : uint8_t { lead, admin };
std::optional<Role> role_of(std::string_view word);
std::string_view name_of(Role role);

struct User {
  std::string name;
  Role role = Role::lead;
  std::string hash;
};

// Letters, digits, '.', '-', '_' and '@', at most 64.
bool is_user_name(std::string_view name);

// Adds the user or gives a known one a new password and role.
Result<void> put_user(const std::string& path, const User& user);

// The file as it is now: read again when it was replaced. Any thread. No file: nobody.
class Users {
 public:
  explicit Users(std::string path) : path_(std::move(path)) {}
  std::optional<User> find(const std::string& name);
  // The user of this name and password; a wrong name takes as long as a wrong password.
  std::optional<User> sign_in(const std::string& name, std::string_view password);
  Result<void> check();  // can the file be used?

 private:
  Result<void> refresh();

  std::string path_;
  std::mutex mutex_;
  std::map<std::string, User> users_;
  std::filesystem::file_time_type written_;
};

}  // namespace pismovod
