#include "rules/policy.h"

namespace pismovod {

std::string_view name_of(Mode mode) {
  switch (mode) {
    case Mode::observe:
      return "observe";
    case Mode::annotate:
      return "annotate";
    case Mode::enforce:
      return "enforce";
  }
  return "enforce";
}

std::string_view name_of(Action action) {
  switch (action) {
    case Action::accept:
      return "accept";
    case Action::annotate:
      return "annotate";
    case Action::withhold:
      return "withhold";
    case Action::hold:
      return "hold";
    case Action::reject:
      return "reject";
  }
  return "accept";
}

std::optional<Action> action_named(std::string_view name) {
  for (const Action action : kActions) {
    if (name_of(action) == name) return action;
  }
  return std::nullopt;
}

}  // namespace pismovod
