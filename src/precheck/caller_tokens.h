// Who may ask from elsewhere: a file of lines "name TAB digest of the token", mode 0600. The token itself is shown
// once, when it is made, and kept nowhere.
#pragma once

#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace pismovod {

// Letters, digits, '.', '-', '_' and '@', at most 64.
bool is_token_name(std::string_view name);

// A new token for this name; one that it had is worth nothing any more.
Result<std::string> make_token(const std::string& path, const std::string& name);
// False: there is none of this name.
Result<bool> withdraw_token(const std::string& path, const std::string& name);
Result<std::vector<std::string>> token_names(const std::string& path);

// The file as it is now: read again when it was replaced. Any thread. No file, or one that cannot be read: nobody.
class CallerTokens {
 public:
  explicit CallerTokens(std::string path) : path_(std::move(path)) {}
  // Whose token it is.
  std::optional<std::string> name_of(std::string_view token);

 private:
  void refresh();

  std::string path_;
  std::mutex mutex_;
  std::map<std::string, std::string> names_;  // by digest
  std::filesystem::file_time_type written_;
};

}  // namespace pismovod
