// What happens to a letter that fails, and the words for it: in the configuration, the journal, the log.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace pismovod {

enum class Mode : uint8_t { observe, annotate, enforce };
// From the mildest to the strictest; the journal keeps the numbers.
enum class Action : uint8_t { accept, annotate, withhold, hold, reject };

inline constexpr std::array kModes = {Mode::observe, Mode::annotate, Mode::enforce};
inline constexpr std::array kActions = {Action::accept, Action::annotate, Action::withhold, Action::hold,
                                        Action::reject};
// Those that can be asked for, the strictest first.
inline constexpr std::array kActs = {Action::reject, Action::hold, Action::withhold, Action::annotate};

std::string_view name_of(Mode mode);
std::string_view name_of(Action action);
std::optional<Action> action_named(std::string_view name);

// Of several the strictest: reject, hold, withhold, annotate, accept.
constexpr Action stricter(Action a, Action b) { return std::max(a, b); }

// The mode and action for one mailbox.
struct Policy {
  Mode mode = Mode::enforce;
  Action action = Action::reject;
  bool complete = false;  // a letter that lacks the partner's own data alone is completed with them
};

}  // namespace pismovod
