#include "mta/daemon.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <thread>

namespace pismovod::test {
namespace {

// Long enough for a loaded machine under sanitizers; no test waits for it that passes.
constexpr std::chrono::seconds kPatience{60};

template <class Condition>
bool comes_true(Condition condition) {
  const auto until = std::chrono::steady_clock::now() + kPatience;
  while (std::chrono::steady_clock::now() < until) {
    if (condition()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return false;
}

std::string mailbox(const std::string& name, const std::string& more) {
  return "address = \"" + name + "@firm.test\"\ntitle = \"" + name + "\"\nmust = [\"" +
         (name == "parcels" ? "parcel" : "ticket") + "\"]\n" + more;
}

std::string pattern(const std::string& id, const std::string& letters) {
  return "[[pattern]]\nid = \"" + id + "\"\ntitle = \"" + id + "\"\nexample = \"" + letters + "-1234\"\nlabel = [\"" +
         id + "\"]\nvalue = \"" + letters + "-[0-9]{4}\"\n";
}

pid_t start(const std::string& log, const std::function<int()>& body) {
  const pid_t pid = ::fork();
  if (pid != 0) return pid;
  const int out = ::open(log.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  ::dup2(out, 2);
  ::_exit(body());
}

int status_of(int status) { return WIFSIGNALED(status) ? 1000 + WTERMSIG(status) : WEXITSTATUS(status); }

}  // namespace

TempFolder::TempFolder() {
  path_ = std::filesystem::temp_directory_path() / "pismovod-test-XXXXXX";
  if (::mkdtemp(path_.data()) == nullptr) throw std::runtime_error("no temporary folder");
}

TempFolder::~TempFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

void write_text(const std::string& path, const std::string& text) { std::ofstream(path, std::ios::binary) << text; }

std::string read_text(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

std::string write_configuration(const TempFolder& folder, const std::string& milter_settings,
                                const std::string& tables) {
  std::filesystem::create_directory(folder / "rules");
  write_text(folder / "rules/tickets.toml",
             mailbox("tickets", "aliases = [\"help@vektor.test\"]\n") + pattern("ticket", "tk"));
  write_text(folder / "rules/parcels.toml", mailbox("parcels", "") + pattern("parcel", "pc"));
  write_text(folder / "rules/watched.toml", mailbox("watched", "mode = \"observe\"\n"));
  write_text(folder / "rules/marked.toml", mailbox("marked", "mode = \"annotate\"\n"));
  write_text(folder / "rules/held.toml", mailbox("held", "action = \"hold\"\n"));
  write_text(folder / "rules/withheld.toml", mailbox("withheld", "action = \"withhold\"\n"));
  write_text(folder / "pismovod.toml", "mailboxes = [\"rules/*.toml\"]\nspool = \"" + folder.path() +
                                           "\"\n[milter]\nlisten = \"unix:" + (folder / "milter.sock") +
                                           "\"\ncontrol = \"" + (folder / "control") + "\"\n" + milter_settings + "\n" +
                                           tables + "\n");
  return folder / "pismovod.toml";
}

Daemon::Daemon(const DaemonSetup& setup) : socket_(setup.socket.empty() ? folder_ / "milter.sock" : setup.socket) {
  configure(setup.milter_settings, setup.tables);
  pid_ = start(folder_ / "log", [&] {
    ServeOptions options;
    options.configs = {config()};
    options.listen = "unix:" + socket_;
    if (setup.change) setup.change(options);
    return serve(options);
  });
  if (!comes_true([this] { return log().find(" event=start ") != std::string::npos || !runs(); }) || !runs()) {
    throw std::runtime_error("the daemon did not start: " + log());
  }
}

Daemon::~Daemon() {
  if (runs()) {
    ::kill(pid_, SIGKILL);
    wait();
  }
}

void Daemon::configure(const std::string& milter_settings, const std::string& tables) const {
  write_configuration(folder_, milter_settings, tables);
}

bool Daemon::logs(const std::string& text) const {
  return comes_true([&] { return log().find(text) != std::string::npos; });
}

void Daemon::signal(int number) const { ::kill(pid_, number); }

int Daemon::wait() {
  int status = 0;
  if (status_ < 0 && ::waitpid(pid_, &status, 0) == pid_) status_ = status_of(status);
  return status_;
}

bool Daemon::runs() const {
  siginfo_t info{};
  const bool asked = ::waitid(P_PID, static_cast<id_t>(pid_), &info, WEXITED | WNOHANG | WNOWAIT) == 0;
  return status_ < 0 && asked && info.si_pid == 0;
}

size_t Daemon::open_descriptors() const {
  size_t count = 0;
  for (const auto& entry : std::filesystem::directory_iterator("/proc/" + std::to_string(pid_) + "/fd")) {
    count += entry.exists() || entry.is_symlink() ? 1 : 0;
  }
  return count;
}

size_t Daemon::memory(const std::string& what) const {
  std::ifstream in("/proc/" + std::to_string(pid_) + "/status");
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with(what + ":")) return static_cast<size_t>(std::stoul(line.substr(what.size() + 1)));
  }
  return 0;
}

FailedStart start_and_fail(const TempFolder& folder, const std::string& config, const std::string& listen,
                           const std::function<void()>& before) {
  const pid_t pid = start(folder / "said", [&] {
    if (before) before();
    ServeOptions options;
    options.configs = {config};
    options.listen = listen;
    return serve(options);
  });
  int status = 0;
  ::waitpid(pid, &status, 0);
  return {status_of(status), read_text(folder / "said")};
}

}  // namespace pismovod::test
