#include "journal/case_link.h"

#include <gtest/gtest.h>

namespace pismovod {
namespace {

using std::chrono::seconds;
using std::chrono::sys_seconds;

TEST(CaseLink, LeadsToItsCaseUntilItExpires) {
  const Secret secret = Secret::drawn();
  const sys_seconds expires{seconds{1'700'000'000}};
  const std::string token = make_case_token(secret, "3K7Q81B", expires);
  EXPECT_EQ(case_link("https://mail.example.ru/", token), "https://mail.example.ru/s/" + token);
  const CaseToken good = read_case_token(secret, token, expires - seconds{1});
  EXPECT_EQ(good.state, CaseToken::State::good);
  EXPECT_EQ(good.case_number, "3K7Q81B");
  EXPECT_EQ(read_case_token(secret, token, expires).state, CaseToken::State::expired);
}

TEST(CaseLink, OfAnotherCaseOrTimeIsForged) {
  const Secret secret = Secret::drawn();
  const sys_seconds now{seconds{1'700'000'000}};
  const std::string token = make_case_token(secret, "3K7Q81B", now + seconds{60});
  for (size_t at = 0; at < token.size(); ++at) {
    std::string other = token;
    other[at] = other[at] == 'A' ? 'B' : 'A';
    EXPECT_EQ(read_case_token(secret, other, now).state, CaseToken::State::forged) << other;
  }
  for (const std::string other : {"", "-", "--", "3K7Q81B", "3K7Q81B-zzzzzz-", "3K7Q81B--"}) {
    EXPECT_EQ(read_case_token(secret, other, now).state, CaseToken::State::forged) << other;
  }
}

}  // namespace
}  // namespace pismovod
