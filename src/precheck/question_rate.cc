#include "precheck/question_rate.h"

#include <algorithm>

namespace pismovod {

double QuestionRate::saved_by(const Saved& saved, Clock::time_point now) const {
  const double minutes = std::chrono::duration<double, std::ratio<60>>(now - saved.at).count();
  return std::min(most_, saved.letters + minutes * most_);
}

// Who has saved up all is as good as unknown.
void QuestionRate::forget_full(Clock::time_point now) {
  std::erase_if(callers_, [&](const auto& each) { return saved_by(each.second, now) >= most_; });
  if (callers_.size() >= kMostRemembered) callers_.clear();
}

bool QuestionRate::take(const std::string& caller, Clock::time_point now) {
  if (most_ <= 0) return true;
  const std::lock_guard lock(mutex_);
  if (callers_.size() >= kMostRemembered && !callers_.contains(caller)) forget_full(now);
  const auto at = callers_.try_emplace(caller, Saved{most_, now}).first;
  at->second = {saved_by(at->second, now), now};
  if (at->second.letters < 1) return false;
  at->second.letters -= 1;
  return true;
}

}  // namespace pismovod
