#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>

#include "base/private_file.h"
#include "base/server_url.h"
#include "cli/journal_keeping.h"
#include "cli/terminal.h"
#include "config/configuration.h"
#include "daemon/running.h"
#include "journal/keeping.h"
#include "journal/move.h"
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
  return error.kind == StoreError::Kind::no_such_case ? kExitNoInput : kExitUnavailable;
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

// How many letters that waited in it are not sent.
StoreResult<int64_t> put_in_place(const std::string& copy, const std::string& path) {
  std::error_code error;
  const std::string beside_it = path + ".restored";
  fs::copy_file(copy, beside_it, fs::copy_options::overwrite_existing, error);
  if (error) return tl::unexpected(StoreError{StoreError::Kind::no_such_case, copy + ": " + error.message()});
  auto settled = settle_copy(beside_it);
  if (!settled) return settled;
  for (const char* rest : {"-wal", "-shm"}) {
    fs::remove(path + rest, error);
    fs::remove(beside_it + rest, error);
  }
  fs::rename(beside_it, path, error);
  if (error) return tl::unexpected(StoreError{StoreError::Kind::other, path + ": " + error.message()});
  give_to_owner_of_folder(path);
  return settled;
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
  const bool is_on_server = is_server(settings.journal.path);
  if (!is_on_server) {
    if (const auto copied = copy_journal(settings.journal.path, copy); !copied) return say(copied.error());
  }
  bool is_whole = true;
  for (const std::string& file : beside(settings)) {
    if (fs::exists(file, error)) is_whole = copy_private(file, folder + "/" + name_of_file(file)) && is_whole;
  }
  print_line(configuration->texts.get(is_on_server ? "journal.backed_up_beside" : "journal.backed_up",
                                      {{"folder", folder}, {"journal", settings.journal.path}}));
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
  const auto settled = is_server(path) ? settle_copy(path) : put_in_place(folder + "/" + kJournal, path);
  if (!settled) return say(settled.error());
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

int journal_move(const Configs& configs, const std::string& from) {
  const auto configuration = configuration_of(configs);
  if (!configuration) return kExitConfiguration;
  if (is_no_file(from)) return say({StoreError::Kind::no_such_case, from + ": no such file"});
  if (ask_daemon(control_socket_of(configs), "metrics")) {
    print_error("pismovod: the daemon runs; stop it first");
    return kExitUnavailable;
  }
  const bool is_shown = ::isatty(STDERR_FILENO) == 1;
  const auto moved = move_journal(from, configuration->settings.journal.path, [&](int64_t done, int64_t all) {
    if (is_shown) std::fprintf(stderr, "\r%lld / %lld", static_cast<long long>(done), static_cast<long long>(all));
    return true;
  });
  if (is_shown) std::fprintf(stderr, "\r\033[K");
  if (!moved) return say(moved.error());
  print_line(configuration->texts.get("journal.moved", {{"count", std::to_string(moved->cases)}}));
  return kPass;
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
