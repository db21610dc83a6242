#include "actions/outcome.h"

#include <algorithm>

namespace pismovod {

Action action_for(const Verdict& verdict, const Policy& policy) {
  if (policy.mode == Mode::observe) return Action::accept;
  if (verdict.fails()) return policy.mode == Mode::enforce ? policy.action : Action::annotate;
  return verdict.has_marks() ? Action::annotate : Action::accept;
}

Action stricter(Action a, Action b) { return std::max(a, b); }  // the enumeration is in this order

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

}  // namespace pismovod
