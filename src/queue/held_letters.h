// Letters in Postfix's hold queue: looked at, released, dropped.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace pismovod {

class HeldLetters {
 public:
  virtual ~HeldLetters() = default;

  // The Message-ID of the letter that lies in the hold queue under this queue id; empty text: it has
  // none; nothing: no such letter is held.
  virtual Result<std::optional<std::string>> held(const std::string& queue_id) const = 0;
  virtual Result<void> release(const std::string& queue_id) const = 0;
  virtual Result<void> drop(const std::string& queue_id) const = 0;
};

// Postfix's own form, short and long; anything else might be an option or "ALL".
bool is_queue_id(std::string_view text);

// Root asks Postfix itself, and so does everybody where another Postfix than the installed one is
// meant (`folder` of its main.cf); all others ask the helper.
std::unique_ptr<HeldLetters> held_letters(const std::string& folder);

}  // namespace pismovod
