#include "daemon/machine_check.h"

#include <grp.h>
#include <unistd.h>

#include <algorithm>

#include "base/file.h"
#include "daemon/daemon_files.h"
#include "daemon/file_access.h"
#include "daemon/listen_address.h"
#include "extract/reader_process.h"

namespace pismovod {

bool holds(const Configuration& configuration) {
  const auto holds_by = [](const Policy& policy) {
    return policy.mode == Mode::enforce && policy.action == Action::hold;
  };
  return holds_by(configuration.policy()) ||
         std::any_of(configuration.mailboxes.begin(), configuration.mailboxes.end(),
                     [&](const Mailbox& mailbox) { return holds_by(configuration.policy_of(mailbox)); });
}

namespace {

class Checker {
 public:
  Checker(const Configuration& configuration, const std::string& listen)
      : configuration_(configuration), settings_(configuration.settings), listen_(listen) {}

  MachineCheck run() {
    user_ = ids_of(settings_.milter.user);
    if (!user_) error("milter.user", "no such user: " + settings_.milter.user);
    check_listening();
    check_programs();
    const UserIds who = user_ ? *user_ : *ids_of("");  // what else is wrong is said all the same
    check_places(who);
    check_password(who);
    if (holds(configuration_))
      made_.warnings.emplace_back(
          "action hold: Postfix asks no further milter for a letter that is held, so that it leaves unsigned where the "
          "DKIM signer stands behind us; docs/milter.md says what to do");
    return std::move(made_);
  }

 private:
  void error(const std::string& key, const std::string& text) {
    const auto origin = configuration_.origins.find(key);
    made_.errors.push_back(
        {origin == configuration_.origins.end() ? SourcePlace{} : origin->second, "\"" + key + "\": " + text});
  }

  bool is_configured(const std::string& key) const { return configuration_.origins.contains(key); }

  void check_listening() {
    const Settings::Milter& milter = settings_.milter;
    const auto spec = parse_socket_spec(milter.listen);
    if (spec && listen_.empty()) {
      if (const auto may = could_listen(*spec); !may) error("milter.listen", may.error().text);
    }
    if (!milter.socket_group.empty() && ::getgrnam(milter.socket_group.c_str()) == nullptr)
      error("milter.socket_group", "no such group: " + milter.socket_group);
    if (is_configured("milter.control") && milter.control.starts_with("/"))
      check_folder("milter.control", milter.control.substr(0, milter.control.rfind('/')), *ids_of(""));
    if (const size_t slash = milter.pid_file.rfind('/'); slash != std::string::npos && slash > 0)
      check_folder("milter.pid_file", milter.pid_file.substr(0, slash), *ids_of(""));
  }

  void check_programs() {
    if (settings_.readers.processes == 0) return;
    const bool is_own = !settings_.readers.executable.empty();
    const std::string path = is_own ? settings_.readers.executable : default_reader_executable();
    if (::access(path.c_str(), X_OK) == 0) return;
    const std::string what = path + ": " + system_message(errno);
    if (is_own) {
      error("readers.executable", what);
    } else {
      made_.warnings.push_back("attachments will not be read: " + what);
    }
  }

  void check_places(const UserIds& user) {
    for (const KeptPlace& place : kept_places(configuration_)) {
      // Folders of the defaults are made or handed over at the start.
      if (!is_configured(place.key) || is_unknown(place.folder)) continue;
      const int trouble = trouble_with_place(place, user);
      if (is_wrong_place(trouble) && !is_mine_alone(trouble)) error(place.key, advice_for(trouble, place.folder, user));
    }
  }

  void check_folder(const std::string& key, const std::string& folder, const UserIds& who) {
    if (folder.empty() || is_unknown(folder)) return;
    if (const int trouble = trouble_with_folder(folder, who); trouble != 0 && !is_mine_alone(trouble))
      error(key, advice_for(trouble, folder, who));
  }

  // Somebody who is not root may not what the daemon's user may; that one is told when it starts.
  static bool is_mine_alone(int trouble) { return trouble == EACCES && ::geteuid() != 0; }
  static bool is_unknown(const std::string& path) { return ::access(path.c_str(), F_OK) != 0 && errno == EACCES; }

  void check_password(const UserIds& user) {
    const Settings::Notify& notify = settings_.notify;
    if (notify.login.empty()) return;
    if (notify.password_file.empty())
      return error("notify.login", "a login needs a password: notify.password_file is missing");
    const int trouble = trouble_with(notify.password_file, Access::read, user);
    if (trouble != 0 && !is_mine_alone(trouble))
      error("notify.password_file", notify.password_file + ": " + system_message(trouble));
  }

  const Configuration& configuration_;
  const Settings& settings_;
  const std::string& listen_;
  std::optional<UserIds> user_;
  MachineCheck made_;
};

}  // namespace

MachineCheck check_machine(const Configuration& configuration, const std::string& listen) {
  return Checker(configuration, listen).run();
}

bool enforces(const Configuration& configuration) {
  return configuration.settings.milter.mode == Mode::enforce ||
         std::any_of(configuration.mailboxes.begin(), configuration.mailboxes.end(),
                     [&](const Mailbox& mailbox) { return configuration.policy_of(mailbox).mode == Mode::enforce; });
}

}  // namespace pismovod
