#include "cli/postfix_settings.h"

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <sstream>

#include "base/fold.h"
#include "cli/program_output.h"

namespace pismovod {
namespace {

void each_line(std::string_view text, const std::function<void(const std::string&)>& take) {
  std::istringstream lines{std::string(text)};
  for (std::string line; std::getline(lines, line);) {
    if (!line.empty()) take(line);
  }
}

std::pair<std::string, std::string> cut(const std::string& line) {
  const size_t equals = line.find('=');
  if (equals == std::string::npos) return {line, ""};
  return {std::string(trimmed(line.substr(0, equals))), std::string(trimmed(line.substr(equals + 1)))};
}

PostfixService service_of(const std::string& line, bool is_chroot_default) {
  std::istringstream words(line);
  PostfixService out;
  std::string is_private;
  std::string unprivileged;
  std::string chroot;
  std::string wakeup;
  std::string limit;
  words >> out.name >> out.type >> is_private >> unprivileged >> chroot >> wakeup >> limit >> out.command;
  out.is_chrooted = chroot == "y" || (chroot == "-" && is_chroot_default);
  return out;
}

std::vector<std::string> command(const std::string& folder, std::vector<std::string> rest) {
  std::vector<std::string> out = {"postconf"};
  if (!folder.empty()) out.insert(out.end(), {"-c", folder});
  out.insert(out.end(), rest.begin(), rest.end());
  return out;
}

}  // namespace

std::string PostfixSettings::value(const std::string& name) const {
  const auto found = values.find(name);
  return found == values.end() ? std::string() : found->second;
}

std::string PostfixSettings::value(const std::string& name, const PostfixService& service) const {
  const auto found = service.own.find(name);
  return found == service.own.end() ? value(name) : found->second;
}

PostfixSettings parse_postconf(std::string_view values, std::string_view services, std::string_view own) {
  PostfixSettings out;
  each_line(values, [&](const std::string& line) { out.values.insert(cut(line)); });
  // Until compatibility level 1 "-" meant yes (COMPATIBILITY_README).
  const bool is_chroot_default = std::strtod(out.value("compatibility_level").c_str(), nullptr) < 1;
  each_line(services, [&](const std::string& line) { out.services.push_back(service_of(line, is_chroot_default)); });
  each_line(own, [&](const std::string& line) {
    const auto [name, value] = cut(line);
    for (PostfixService& service : out.services) {
      const std::string prefix = service.name + "/" + service.type + "/";
      if (name.starts_with(prefix)) service.own[name.substr(prefix.size())] = value;
    }
  });
  return out;
}

Result<PostfixSettings> read_postfix(const std::string& folder) {
  const auto values = output_of(command(folder, {"-x"}));
  if (!values) return tl::unexpected(values.error());
  const auto services = output_of(command(folder, {"-M"}));
  if (!services) return tl::unexpected(services.error());
  const auto own = output_of(command(folder, {"-Px"}));
  return parse_postconf(*values, *services, own ? *own : std::string());
}

std::vector<MilterReference> milters_in(std::string_view list) {
  std::vector<MilterReference> out;
  bool is_group = false;
  bool is_first = true;
  std::string word;
  const auto flush = [&] {
    if (word.empty()) return;
    if (!is_group || is_first) {
      out.push_back({word, ""});
    } else if (word.starts_with("default_action=")) {
      out.back().default_action = word.substr(word.find('=') + 1);
    }
    is_first = false;
    word.clear();
  };
  for (const char c : list) {
    if (c == '{' || c == '}' || c == ',' || is_space(c)) {
      flush();
      if (c == '{') is_group = is_first = true;
      if (c == '}') is_group = false;
    } else {
      word += c;
    }
  }
  flush();
  return out;
}

std::string socket_file(const std::string& address, bool is_chrooted, const std::string& queue_folder) {
  const bool is_unix = address.starts_with("unix:") || address.starts_with("local:");
  const std::string path = is_unix ? address.substr(address.find(':') + 1) : std::string();
  if (path.empty()) return {};
  if (!path.starts_with("/")) return queue_folder + "/" + path;
  return is_chrooted ? queue_folder + path : path;
}

}  // namespace pismovod
