#include "review/send_codes.h"

#include <sodium.h>

#include "base/digest.h"
#include "base/secret.h"

namespace pismovod {
namespace {

std::string six_digits() {
  std::string out = std::to_string(1'000'000 + randombytes_uniform(1'000'000));
  return out.substr(1);
}

// As people type what they read: blanks between the digits do not count.
std::string digits_of(const std::string& typed) {
  std::string out;
  for (const char c : typed.substr(0, 40)) {
    if (c >= '0' && c <= '9') out += c;
  }
  return out;
}

}  // namespace

std::optional<std::string> SendCodes::draw(const std::string& case_number, const std::string& letter,
                                           Clock::time_point now) {
  if (!rate_.take(case_number, now)) return std::nullopt;
  const std::string code = six_digits();
  const std::lock_guard lock(mutex_);
  std::erase_if(drawn_, [&](const auto& item) { return item.second.until <= now; });
  drawn_[case_number] = {digest_of(code), letter, now + kGood, 0};
  return code;
}

SendCodes::Answer SendCodes::use(const std::string& case_number, const std::string& letter, const std::string& code,
                                 Clock::time_point now) {
  const std::lock_guard lock(mutex_);
  const auto found = drawn_.find(case_number);
  if (found == drawn_.end()) return Answer::over;
  Drawn& drawn = found->second;
  if (drawn.until <= now || drawn.tries >= kTries || drawn.letter != letter) return Answer::over;
  ++drawn.tries;
  if (!same_in_constant_time(drawn.code, digest_of(digits_of(code)))) return Answer::wrong;
  drawn_.erase(found);
  return Answer::right;
}

}  // namespace pismovod
