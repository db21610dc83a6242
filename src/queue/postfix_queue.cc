#include "queue/postfix_queue.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <nlohmann/json.hpp>
#include <sstream>
#include <vector>

#include "base/file.h"
#include "mail/message.h"

extern char** environ;  // NOLINT: POSIX has it so

namespace pismovod {
namespace {

struct Done {
  int status = 0;
  std::string said;
};

// No shell in between; what it says on both outputs.
Result<Done> run(std::vector<std::string> words) {
  std::array<int, 2> ends{};
  if (::pipe(ends.data()) != 0) return failure(system_message(errno));
  FileDescriptor reading(ends[0]);
  FileDescriptor writing(ends[1]);
  posix_spawn_file_actions_t actions{};
  ::posix_spawn_file_actions_init(&actions);
  // The helper's standard input is whoever asks.
  ::posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  ::posix_spawn_file_actions_adddup2(&actions, writing.get(), STDOUT_FILENO);
  ::posix_spawn_file_actions_adddup2(&actions, writing.get(), STDERR_FILENO);
  ::posix_spawn_file_actions_addclose(&actions, reading.get());
  std::vector<char*> arguments;
  arguments.reserve(words.size() + 1);
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  pid_t child = 0;
  const int error = ::posix_spawnp(&child, arguments.front(), &actions, nullptr, arguments.data(), environ);
  ::posix_spawn_file_actions_destroy(&actions);
  if (error != 0) return failure("cannot run " + words.front() + ": " + system_message(error));
  writing = FileDescriptor();
  auto said = read_all(reading.get(), words.front());
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (!said) return tl::unexpected(said.error());
  return Done{WIFEXITED(status) ? WEXITSTATUS(status) : 255, std::move(*said)};
}

std::vector<std::string> command(const std::string& name, const std::string& folder, std::vector<std::string> rest) {
  std::vector<std::string> out = {name};
  if (!folder.empty()) out.insert(out.end(), {"-c", folder});
  out.insert(out.end(), rest.begin(), rest.end());
  return out;
}

Result<void> change(const std::string& folder, const char* option, const std::string& queue_id) {
  if (!is_queue_id(queue_id)) return failure("\"" + queue_id + "\" is no queue id of Postfix");
  const auto done = run(command("postsuper", folder, {option, queue_id, "hold"}));
  if (!done) return tl::unexpected(done.error());
  if (done->status != 0 || done->said.find(": 1 message") == std::string::npos)
    return failure("postsuper: " + done->said);
  return {};
}

// An object a line, as postqueue(1) has it.
bool is_held(const std::string& list, const std::string& queue_id) {
  std::istringstream lines(list);
  for (std::string line; std::getline(lines, line);) {
    const auto entry = nlohmann::json::parse(line, nullptr, /*allow_exceptions=*/false);
    const auto says = [&](const char* key, const std::string& value) {
      return entry.contains(key) && entry[key] == value;
    };
    if (says("queue_id", queue_id) && says("queue_name", "hold")) return true;
  }
  return false;
}

}  // namespace

Result<std::optional<std::string>> PostfixQueue::held(const std::string& queue_id) const {
  if (!is_queue_id(queue_id)) return std::optional<std::string>();
  const auto list = run(command("postqueue", folder_, {"-j"}));
  if (!list) return tl::unexpected(list.error());
  if (list->status != 0) return failure("postqueue: " + list->said);
  if (!is_held(list->said, queue_id)) return std::optional<std::string>();
  const auto header = run(command("postcat", folder_, {"-hq", queue_id}));
  if (!header) return tl::unexpected(header.error());
  BlockPool blocks;
  const Message message = read_message(header->said, blocks, {});
  const HeaderField* id = message.field("Message-ID");
  return std::optional<std::string>(id == nullptr ? "" : unfolded(id->value));
}

Result<void> PostfixQueue::release(const std::string& queue_id) const {
  if (auto changed = change(folder_, "-H", queue_id); !changed) return changed;
  // At once, not at the next look of the queue manager. That it could not be told changes nothing.
  if (const auto told = run(command("postqueue", folder_, {"-i", queue_id})); !told) return {};
  return {};
}

Result<void> PostfixQueue::drop(const std::string& queue_id) const { return change(folder_, "-d", queue_id); }

}  // namespace pismovod
