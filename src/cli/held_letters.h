// Held letters in Postfix's queue, through Postfix's own commands.
#pragma once

#include <optional>
#include <string>

#include "base/result.h"

namespace pismovod {

class PostfixQueue {
 public:
  // `folder` of main.cf where it is not Postfix's own; empty: as installed.
  explicit PostfixQueue(std::string folder) : folder_(std::move(folder)) {}

  // The Message-ID of the letter that lies in the hold queue under this queue id; empty text: it has
  // none; nothing: no such letter is held.
  Result<std::optional<std::string>> held(const std::string& queue_id) const;
  Result<void> release(const std::string& queue_id) const;
  Result<void> drop(const std::string& queue_id) const;

 private:
  std::string folder_;
};

}  // namespace pismovod
