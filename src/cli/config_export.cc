#include "cli/config_export.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "base/file.h"
#include "cli/line_difference.h"
#include "cli/terminal.h"
#include "config/configuration.h"
#include "config/embedded.h"
#include "config/options.h"

namespace pismovod {
namespace {

constexpr int kExitCannotCreate = 73;  // EX_CANTCREAT

bool is_for_admins(std::string_view path) {
  return path.ends_with(".toml") && path.find('/') != std::string_view::npos && !path.starts_with("help/");
}

// "mailboxes/lic.toml" of "/etc/pismovod/mailboxes/lic.toml".
std::string shipped_name(const std::string& file) {
  const std::filesystem::path path(file);
  return (path.parent_path().filename() / path.filename()).string();
}

const EmbeddedFile* shipped(const std::string& name) {
  const std::vector<EmbeddedFile>& files = embedded_files();
  const auto found = std::find_if(files.begin(), files.end(), [&](const EmbeddedFile& f) { return f.path == name; });
  return found == files.end() ? nullptr : &*found;
}

void print_settings(const Configuration& configuration) {
  const Settings defaults;
  for (const Option& option : options()) {
    const std::string now = option.show(configuration.settings);
    const auto origin = configuration.origins.find(option.key);
    if (now == option.show(defaults) || origin == configuration.origins.end()) continue;
    print_line(option.key + " = " + now + "    # " + origin->second.file + ":" + std::to_string(origin->second.line) +
               ", shipped: " + option.show(defaults));
  }
}

// The tables [mailbox."..."] of a main file, as they stand.
void print_overlays(const std::string& file) {
  const auto text = read_file(file);
  bool is_inside = false;
  std::istringstream lines(text ? *text : std::string());
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with('[')) is_inside = line.starts_with("[mailbox.");
    if (is_inside) print_line(line);
  }
}

void print_file(const std::string& file) {
  const auto text = read_file(file);
  if (!text) return print_error("pismovod: " + text.error().text);
  const EmbeddedFile* known = shipped(shipped_name(file));
  if (known == nullptr) return print_line("+++ " + file + "  (not shipped)");
  const std::vector<std::string> lines = line_difference(known->text, *text);
  if (lines.empty()) return;
  print_line("--- shipped:" + std::string(known->path) + "\n+++ " + file);
  for (const std::string& line : lines) print_line(line);
}

}  // namespace

int config_export(const std::string& folder) {
  int status = kPass;
  for (const EmbeddedFile& file : embedded_files()) {
    if (!is_for_admins(file.path)) continue;
    const std::filesystem::path path = std::filesystem::path(folder) / file.path;
    std::error_code error;
    std::filesystem::create_directories(path.parent_path(), error);
    if (std::filesystem::exists(path, error)) {
      const auto there = read_file(path.string());
      if (there && *there == file.text) continue;
      print_error("pismovod: " + path.string() + " is there and reads otherwise: left as it is");
      status = kExitCannotCreate;
      continue;
    }
    std::ofstream out(path, std::ios::binary);
    out.write(file.text.data(), static_cast<std::streamsize>(file.text.size()));
    out.close();
    if (out) {
      print_line(path.string());
    } else {
      print_error("pismovod: cannot write " + path.string());
      status = kExitCannotCreate;
    }
  }
  return status;
}

int config_diff(const Configs& configs) {
  const LoadedConfiguration made = load_configuration(configs);
  for (const ConfigError& error : made.errors) print_error(error.message());
  if (!made.configuration) return kExitConfiguration;
  print_settings(*made.configuration);
  std::set<std::string> main(configs.begin(), configs.end());
  if (main.empty()) main.insert(kInstalledConfiguration);
  for (const std::string& file : main) print_overlays(file);
  for (const std::string& file : made.configuration->files) {
    if (!file.starts_with("shipped:") && !main.contains(file)) print_file(file);
  }
  return kPass;
}

}  // namespace pismovod
