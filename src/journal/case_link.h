// The link to one case that a notice carries: whoever has it sees this case and nothing else, until
// it expires. Made by the shells that write answers and notices, read by the review page.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "base/secret.h"

namespace pismovod {

// "3K7Q81B-tl5x2k-SIGNATURE": the case, the second it expires at (base 36), both signed. ASCII, no
// octet that a mail program would end a link at.
std::string make_case_token(const Secret& secret, std::string_view case_number, std::chrono::sys_seconds expires);

// "https://mail.example.ru" and a token: "https://mail.example.ru/s/3K7Q81B-tl5x2k-...".
std::string case_link(std::string_view public_url, std::string_view token);

struct CaseToken {
  enum class State { good, expired, forged };
  State state = State::forged;
  std::string case_number;  // where it is not forged
};
CaseToken read_case_token(const Secret& secret, std::string_view token, std::chrono::sys_seconds now);

}  // namespace pismovod
