#include "rules/verdict.h"

#include <algorithm>

namespace pismovod {

bool is_lacking(const Judged& judged) { return judged.status == Status::missing || judged.status == Status::invalid; }

bool fails(const Judged& judged) { return judged.level == Level::must && is_lacking(judged); }

std::string_view name_of(Status status) {
  switch (status) {
    case Status::found:
      return "found";
    case Status::missing:
      return "missing";
    case Status::invalid:
      return "invalid";
    case Status::unverified:
      return "unverified";
    case Status::waived:
      return "waived";
  }
  return "missing";
}

std::string_view name_of(Level level) { return level == Level::must ? "must" : "should"; }

bool Verdict::fails() const {
  return std::ranges::any_of(requirements, [](const Judged& j) { return pismovod::fails(j); });
}

bool Verdict::has_marks() const {
  return std::any_of(requirements.begin(), requirements.end(), [](const Judged& j) {
    return j.status == Status::unverified || j.is_completed || (j.level == Level::should && is_lacking(j));
  });
}

}  // namespace pismovod
