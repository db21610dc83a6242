// The hold queue as seen by who is not root: by way of pismovod-queue (helper_session.h).
#pragma once

#include "queue/held_letters.h"

namespace pismovod {

inline constexpr const char* kHelperSocket = "/run/pismovod-queue.sock";

class HelperClient final : public HeldLetters {
 public:
  explicit HelperClient(std::string socket) : socket_(std::move(socket)) {}

  Result<std::optional<std::string>> held(const std::string& queue_id) const override;
  Result<void> release(const std::string& queue_id) const override;
  Result<void> drop(const std::string& queue_id) const override;

 private:
  Result<std::string> ask(std::string_view verb, const std::string& queue_id) const;
  std::string socket_;
};

}  // namespace pismovod
