#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

#include "base/private_file.h"
#include "cli/journal_keeping.h"
#include "cli/terminal.h"
#include "config/configuration.h"
#include "daemon/running.h"
#include "journal/keeping.h"
#include "kept/letter_box.h"

namespace pismovod {
namespace {

namespace fs = std::filesystem;

constexpr const char* kJournal = "journal.sqlite";

std::shared_ptr<const Configuration> configuration_of(const Configs& configs) {
  const LoadedConfiguration made = load_configuration(configs);
  for (const ConfigError& error : made.errors) print_error(error.message());
  if (made.configuration && made.configuration->settings.journal.path.empty()) {
    print_error("pismovod: no journal is configured (journal.path)");
    return nullptr;
  }
  return made.configuration;
}

int say(const StoreError& error) {
  print_error("pismovod: journal: " + error.text);
  return kExitUnavailable;
}

// The key of links, and who may sign in: without them the journal's links are dead.
std::vector<std::string> beside(const Settings& settings) { return {settings.review.secret, settings.review.users}; }

std::string name_of_file(const std::string& path) { return fs::path(path).filename().string(); }

bool copy_private(const std::string& from, const std::string& to) {
  const auto octets = read_private_file(from);
  const auto written = octets ? write_private_file(to, *octets) : tl::unexpected(octets.error());
  if (!written) print_error("pismovod: " + written.error().text);
  return written.has_value();
}

// As its folder's: the daemon's user, whoever restores.
void give_to_owner_of_folder(const std::string& path) {
  struct stat folder {};
  if (::stat(fs::path(path).parent_path().c_str(), &folder) != 0) return;
  if (::chown(path.c_str(), folder.st_uid, folder.st_gid) != 0)
    print_error("pismovod: " + path + ": not given to its owner");
}

}  // namespace

int journal_backup(const Configs& configs, const std::string& folder) {
  const auto configuration = configuration_of(configs);
  if (!configuration) return kExitConfiguration;
  const Settings& settings = configuration->settings;
  std::error_code error;
  fs::create_directories(folder, error);
  fs::permissions(folder, fs::perms::owner_all, error);
  const std::string copy = folder + "/" + kJournal;
  if (fs::exists(copy, error)) {
    print_error("pismovod: " + copy + " is there already");
    return 73;
  }
  if (const auto copied = copy_journal(settings.journal.path, copy); !copied) return say(copied.error());
  bool is_whole = true;
  for (const std::string& file : beside(settings)) {
    if (fs::exists(file, error)) is_whole = copy_private(file, folder + "/" + name_of_file(file)) && is_whole;
  }
  print_line(configuration->texts.get("journal.backed_up", {{"folder", folder}}));
  return is_whole ? kPass : kExitUnavailable;
}

int journal_restore(const Configs& configs, const std::string& folder) {
  const auto configuration = configuration_of(configs);
  if (!configuration) return kExitConfiguration;
  const Settings& settings = configuration->settings;
  const std::string& path = settings.journal.path;
  if (ask_daemon(control_socket_of(configs), "metrics")) {
    print_error("pismovod: the daemon runs; stop it first");
    return kExitUnavailable;
  }
  std::error_code error;
  const std::string beside_it = path + ".restored";
  fs::copy_file(folder + "/" + kJournal, beside_it, fs::copy_options::overwrite_existing, error);
  if (error) {
    print_error("pismovod: " + folder + "/" + kJournal + ": " + error.message());
    return kExitNoInput;
  }
  const auto settled = settle_copy(beside_it);
  if (!settled) return say(settled.error());
  for (const char* rest : {"-wal", "-shm"}) {
    fs::remove(path + rest, error);
    fs::remove(beside_it + rest, error);
  }
  fs::rename(beside_it, path, error);
  if (error) return say({StoreError::Kind::other, path + ": " + error.message()});
  give_to_owner_of_folder(path);
  bool is_whole = true;
  for (const std::string& file : beside(settings)) {
    const std::string copy = folder + "/" + name_of_file(file);
    if (!fs::exists(copy, error)) continue;
    is_whole = copy_private(copy, file) && is_whole;
    give_to_owner_of_folder(file);
  }
  print_line(configuration->texts.get("journal.restored", {{"count", std::to_string(*settled)}}));
  return is_whole ? kPass : kExitUnavailable;
}

int journal_forget(const Configs& configs, const std::string& who) {
  const auto configuration = configuration_of(configs);
  if (!configuration) return kExitConfiguration;
  if (who.size() < 5) {
    print_error("pismovod: \"" + who + "\" is too short to be an address or a tax number");
    return kExitUsage;
  }
  const auto forgotten = forget(configuration->settings.journal.path, who);
  if (!forgotten) return say(forgotten.error());
  // A kept letter may name a person where its case does not.
  LetterBox::erase_all(configuration->settings.kept.folder);
  print_line(configuration->texts.get("journal.forgotten", {{"cases", std::to_string(forgotten->cases)},
                                                            {"notices", std::to_string(forgotten->notices)}}));
  return kPass;
}

}  // namespace pismovod
