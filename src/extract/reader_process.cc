#include "extract/reader_process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>

namespace pismovod {
namespace {

// What posix_spawn is told, freed with the object.
class SpawnPlan {
 public:
  explicit SpawnPlan(int socket) {
    ::posix_spawn_file_actions_init(&actions_);
    ::posix_spawn_file_actions_adddup2(&actions_, socket, STDIN_FILENO);
    ::posix_spawn_file_actions_addopen(&actions_, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    ::posix_spawn_file_actions_addclosefrom_np(&actions_, STDERR_FILENO + 1);
    sigset_t none;
    sigset_t all;
    ::sigemptyset(&none);
    ::sigfillset(&all);
    ::posix_spawnattr_init(&attributes_);
    ::posix_spawnattr_setsigmask(&attributes_, &none);
    ::posix_spawnattr_setsigdefault(&attributes_, &all);
    ::posix_spawnattr_setpgroup(&attributes_, 0);
    ::posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
  }
  SpawnPlan(const SpawnPlan&) = delete;
  SpawnPlan& operator=(const SpawnPlan&) = delete;
  ~SpawnPlan() {
    ::posix_spawn_file_actions_destroy(&actions_);
    ::posix_spawnattr_destroy(&attributes_);
  }

  // The error number, 0 for none.
  int run(std::string executable, pid_t& pid) {
    std::array<std::string, 5> variables = {"PATH=/usr/bin:/bin", "LC_CTYPE=C.UTF-8", "HOME=/nonexistent",
                                            "OMP_THREAD_LIMIT=1", "MALLOC_ARENA_MAX=1"};
    std::array<char*, variables.size() + 1> environment{};
    for (size_t i = 0; i < variables.size(); ++i) environment[i] = variables[i].data();
    std::array<char*, 2> arguments = {executable.data(), nullptr};
    return ::posix_spawn(&pid, executable.c_str(), &actions_, &attributes_, arguments.data(), environment.data());
  }

 private:
  posix_spawn_file_actions_t actions_{};
  posix_spawnattr_t attributes_{};
};

// Sends all octets, the descriptor with the first of them.
bool send_with_descriptor(int socket, std::string_view octets, int descriptor) {
  iovec part{const_cast<char*>(octets.data()), octets.size()};
  alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control{};
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  if (descriptor >= 0) {
    message.msg_control = control.data();
    message.msg_controllen = control.size();
    cmsghdr* header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof(int));
    std::memcpy(CMSG_DATA(header), &descriptor, sizeof descriptor);
  }
  // An idle reader has an empty socket, which takes a whole job.
  ssize_t sent = 0;
  do {
    sent = ::sendmsg(socket, &message, MSG_NOSIGNAL | MSG_DONTWAIT);
  } while (sent < 0 && errno == EINTR);
  return sent == static_cast<ssize_t>(octets.size());
}

}  // namespace

Result<std::unique_ptr<ReaderProcess>> ReaderProcess::start(const std::string& executable, const ReaderLimits& limits) {
  std::array<int, 2> pair{};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair.data()) != 0) {
    return failure("cannot make a socket for a reader: " + system_message(errno));
  }
  FileDescriptor ours(pair[0]);
  const FileDescriptor theirs(pair[1]);
  pid_t pid = -1;
  if (const int error = SpawnPlan(theirs.get()).run(executable, pid); error != 0) {
    return failure("cannot start " + executable + ": " + system_message(error));
  }
  auto process = std::make_unique<ReaderProcess>(Key{}, pid, std::move(ours), limits.output_octets + 65536);
  if (!send_with_descriptor(process->socket(), encode(limits), -1)) {
    return failure("cannot speak to " + executable);
  }
  return process;
}

ReaderProcess::~ReaderProcess() { end(); }

bool ReaderProcess::send(const ReaderJob& job, int content) {
  if (!receive()) return false;  // it died while it was idle
  received_ = 0;
  ++jobs_;
  return send_with_descriptor(socket(), encode(job), content);
}

bool ReaderProcess::receive() {
  std::array<char, 65536> buffer;
  for (;;) {
    const ssize_t got = ::recv(socket(), buffer.data(), buffer.size(), MSG_DONTWAIT);
    if (got > 0) {
      received_ += static_cast<size_t>(got);
      frames_.append({buffer.data(), static_cast<size_t>(got)});
      // A whole buffer: let the caller look at what came before there is more.
      return true;
    }
    if (got < 0 && errno == EINTR) continue;
    return got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
  }
}

int ReaderProcess::end() {
  if (pid_ <= 0) return 0;
  ::kill(-pid_, SIGKILL);  // with the converters that it may have started
  int status = 0;
  pid_t reaped = 0;
  do {
    reaped = ::waitpid(pid_, &status, 0);
  } while (reaped < 0 && errno == EINTR);
  pid_ = -1;
  return reaped > 0 && WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

std::string default_reader_executable() {
  std::error_code error;
  const std::filesystem::path self = std::filesystem::read_symlink("/proc/self/exe", error);
  if (!error) {
    const std::filesystem::path beside = self.parent_path() / "pismovod-reader";
    if (std::filesystem::exists(beside, error)) return beside.string();
    const std::filesystem::path installed = self.parent_path().parent_path() / "lib/pismovod/pismovod-reader";
    if (std::filesystem::exists(installed, error)) return installed.string();
  }
  return "/usr/lib/pismovod/pismovod-reader";
}

}  // namespace pismovod
