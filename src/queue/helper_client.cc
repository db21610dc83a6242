#include "queue/helper_client.h"

#include <sys/socket.h>

#include "base/unix_client.h"

namespace pismovod {
namespace {

constexpr std::chrono::seconds kPatience{60};  // postsuper waits for locks in the queue
constexpr std::string_view kHeld = "ok held ";

}  // namespace

// The answer's line, which begins with "ok"; all else is an error.
Result<std::string> HelperClient::ask(std::string_view verb, const std::string& queue_id) const {
  if (!is_queue_id(queue_id)) return failure("\"" + queue_id + "\" is no queue id of Postfix");
  const auto connection = connect_to(socket_);
  if (!connection) return failure("the helper at " + socket_ + ": " + connection.error().text);
  set_patience(connection->get(), kPatience);
  const std::string request = std::string(verb) + " " + queue_id + "\n";
  if (::send(connection->get(), request.data(), request.size(), MSG_NOSIGNAL) < 0)
    return failure("the helper at " + socket_ + ": " + system_message(errno));
  auto answer = read_all(connection->get(), socket_);
  if (!answer) return tl::unexpected(answer.error());
  if (answer->empty() || answer->back() != '\n') return failure("the helper at " + socket_ + " hung up");
  answer->pop_back();
  if (answer->starts_with("error ")) return failure(answer->substr(6));
  if (!answer->starts_with("ok")) return failure("the helper at " + socket_ + " said \"" + *answer + "\"");
  return std::move(*answer);
}

Result<std::optional<std::string>> HelperClient::held(const std::string& queue_id) const {
  if (!is_queue_id(queue_id)) return std::optional<std::string>();
  const auto answer = ask("held", queue_id);
  if (!answer) return tl::unexpected(answer.error());
  if (!answer->starts_with(kHeld)) return std::optional<std::string>();
  return std::optional<std::string>(answer->substr(kHeld.size()));
}

Result<void> HelperClient::release(const std::string& queue_id) const {
  if (const auto answer = ask("release", queue_id); !answer) return tl::unexpected(answer.error());
  return {};
}

Result<void> HelperClient::drop(const std::string& queue_id) const {
  if (const auto answer = ask("drop", queue_id); !answer) return tl::unexpected(answer.error());
  return {};
}

}  // namespace pismovod
