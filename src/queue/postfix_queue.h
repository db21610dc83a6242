// Held letters in Postfix's queue, through Postfix's own commands; releasing and dropping need root.
#pragma once

#include "queue/held_letters.h"

namespace pismovod {

class PostfixQueue final : public HeldLetters {
 public:
  // `folder` of main.cf where it is not Postfix's own; empty: as installed.
  explicit PostfixQueue(std::string folder) : folder_(std::move(folder)) {}

  Result<std::optional<std::string>> held(const std::string& queue_id) const override;
  Result<void> release(const std::string& queue_id) const override;
  Result<void> drop(const std::string& queue_id) const override;

 private:
  std::string folder_;
};

}  // namespace pismovod
