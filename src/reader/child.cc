#include "reader/child.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>

#include "base/file.h"

namespace pismovod {
namespace {

constexpr rlim_t kChildMemory = rlim_t{512} << 20;

// In the child: nothing but system calls between fork and exec.
[[noreturn]] void become(char* const* arguments, int input, int output, unsigned cpu_seconds) {
#ifndef PISMOVOD_SANITIZED
  const rlimit memory{kChildMemory, kChildMemory};
  ::setrlimit(RLIMIT_AS, &memory);
#endif
  const rlimit cpu{cpu_seconds, cpu_seconds};
  ::setrlimit(RLIMIT_CPU, &cpu);
  ::lseek(input, 0, SEEK_SET);
  ::dup2(input, STDIN_FILENO);
  ::dup2(output, STDOUT_FILENO);
  ::close_range(STDERR_FILENO + 1, ~0U, 0);
  std::array<char, 17> locale{"LC_ALL=C.UTF-8"};
  std::array<char, 18> home{"HOME=/nonexistent"};
  std::array<char*, 3> environment = {locale.data(), home.data(), nullptr};
  ::execve(arguments[0], arguments, environment.data());
  ::_exit(127);
}

std::string read_output(int output, size_t most, bool& was_cut) {
  std::string octets;
  std::array<char, 65536> buffer;
  for (;;) {
    const ssize_t got = ::read(output, buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return octets;
    octets.append(buffer.data(), static_cast<size_t>(got));
    if (octets.size() > most) {
      was_cut = true;
      octets.resize(most);
      return octets;
    }
  }
}

}  // namespace

ChildOutput run_child(const std::vector<std::string>& command, int content, size_t most, unsigned cpu_seconds) {
  std::vector<std::string> words = command;
  std::vector<char*> arguments;
  arguments.reserve(words.size() + 1);
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  std::array<int, 2> pipe{};
  if (::pipe2(pipe.data(), O_CLOEXEC) != 0) return {};
  FileDescriptor output(pipe[0]);
  FileDescriptor input(pipe[1]);
  const pid_t pid = ::fork();
  if (pid == 0) become(arguments.data(), content, input.get(), cpu_seconds);
  input = FileDescriptor();
  if (pid < 0) return {};
  ChildOutput result;
  result.octets = read_output(output.get(), most, result.was_cut);
  output = FileDescriptor();  // one that says too much dies of it
  int status = 0;
  while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) {
  }
  result.ended_well = result.was_cut || (WIFEXITED(status) && WEXITSTATUS(status) == 0);
  return result;
}

}  // namespace pismovod
