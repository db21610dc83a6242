#include "precheck/caller_tokens.h"

#include <fcntl.h>
#include <sys/file.h>

#include <algorithm>
#include <cerrno>

#include "base/digest.h"
#include "base/file.h"
#include "base/log.h"
#include "base/private_file.h"
#include "base/secret.h"

namespace pismovod {
namespace {

using Digests = std::map<std::string, std::string>;  // by name

Result<Digests> read_digests(const std::string& path) {
  std::error_code none;
  if (!std::filesystem::exists(path, none)) return Digests{};
  const auto text = read_private_file(path);
  if (!text) return tl::unexpected(text.error());
  Digests out;
  for (size_t at = 0; at < text->size();) {
    const size_t end = std::min(text->find('\n', at), text->size());
    const std::string line = text->substr(at, end - at);
    const size_t tab = line.find('\t');
    if (tab != std::string::npos) out[line.substr(0, tab)] = line.substr(tab + 1);
    at = end + 1;
  }
  return out;
}

// Reads, changes and writes; two who do so at once do it one after the other.
template <class Change>
Result<void> rewrite(const std::string& path, Change change) {
  const FileDescriptor lock(::open((path + ".lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
  if (!lock || ::flock(lock.get(), LOCK_EX) != 0)
    return failure("cannot write " + path + ".lock: " + system_message(errno));
  auto digests = read_digests(path);
  if (!digests) return tl::unexpected(digests.error());
  change(*digests);
  std::string text;
  for (const auto& [name, digest] : *digests) text.append(name).append("\t").append(digest).append("\n");
  return write_private_file(path, text);
}

}  // namespace

bool is_token_name(std::string_view name) {
  const auto is_fit = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' ||
           c == '_' || c == '@';
  };
  return !name.empty() && name.size() <= 64 && std::all_of(name.begin(), name.end(), is_fit);
}

Result<std::string> make_token(const std::string& path, const std::string& name) {
  std::string token = random_token();
  const auto written = rewrite(path, [&](Digests& digests) { digests[name] = digest_of(token); });
  if (!written) return tl::unexpected(written.error());
  return token;
}

Result<bool> withdraw_token(const std::string& path, const std::string& name) {
  bool was = false;
  const auto written = rewrite(path, [&](Digests& digests) { was = digests.erase(name) > 0; });
  if (!written) return tl::unexpected(written.error());
  return was;
}

Result<std::vector<std::string>> token_names(const std::string& path) {
  const auto digests = read_digests(path);
  if (!digests) return tl::unexpected(digests.error());
  std::vector<std::string> out;
  for (const auto& [name, digest] : *digests) out.push_back(name);
  return out;
}

std::optional<std::string> CallerTokens::name_of(std::string_view token) {
  const std::lock_guard lock(mutex_);
  refresh();
  // A token has 256 random bits: how long the search among digests takes tells nothing of one.
  const auto found = names_.find(digest_of(token));
  if (found == names_.end()) return std::nullopt;
  return found->second;
}

void CallerTokens::refresh() {
  std::error_code error;
  const auto written = std::filesystem::last_write_time(path_, error);
  if (!error && written == written_) return;
  names_.clear();
  written_ = {};
  if (error) return;
  const auto digests = read_digests(path_);
  if (!digests) return log_error("precheck.tokens: " + digests.error().text);
  for (const auto& [name, digest] : *digests) names_[digest] = name;
  written_ = written;
}

}  // namespace pismovod
