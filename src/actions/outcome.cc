#include "actions/outcome.h"

namespace pismovod {

Action action_for(const Verdict& verdict, const Policy& policy) {
  if (policy.mode == Mode::observe) return Action::accept;
  if (verdict.fails()) return policy.mode == Mode::enforce ? policy.action : Action::annotate;
  return verdict.has_marks() ? Action::annotate : Action::accept;
}

}  // namespace pismovod
