// Who may ask: programs on this machine, an add-on of a mail program, and whoever has a token; no page in a browser.

#include "precheck/guard.h"

#include <gtest/gtest.h>

namespace pismovod {
namespace {

using Fields = std::map<std::string, std::string, std::less<>>;

GuardRules rules() {
  GuardRules out;
  out.port = 8897;
  out.hosts = {"mail.example.ru"};
  out.origins = {"https://addin.example.ru"};
  out.name_of_token = [](std::string_view token) {
    return token == "good" ? std::optional<std::string>("anna") : std::nullopt;
  };
  return out;
}

// The caller's name, or the status of the refusal.
std::string asked(Fields fields, const GuardRules& by = rules()) {
  fields.emplace("host", "127.0.0.1:8897");
  const WebHead head{"GET", "/v1/mailboxes", {}, std::move(fields), "127.0.0.1"};
  const auto admitted = admit(head, by);
  return admitted ? *admitted : std::to_string(admitted.error().status);
}

TEST(Guard, AProgramOfThisMachineMay) {
  EXPECT_EQ(asked({}), "127.0.0.1");
  EXPECT_EQ(asked({{"host", "LOCALHOST:8897"}}), "127.0.0.1");
  EXPECT_EQ(asked({{"origin", "moz-extension://1d1f2c9e-0000-4000-8000-000000000000"}}), "127.0.0.1");
}

TEST(Guard, ANameThatIsNotOursMayBeAPagesOwn) {
  for (const char* host :
       {"evil.example", "evil.example:8897", "127.0.0.1", "127.0.0.1:80", "", "127.0.0.1.evil.example:8897"})
    EXPECT_EQ(asked({{"host", host}}), "403") << host;
  EXPECT_EQ(asked({{"host", "mail.example.ru"}}), "127.0.0.1");
}

TEST(Guard, NoPageMay) {
  for (const char* origin :
       {"https://evil.example", "http://127.0.0.1:8897", "null", "https://addin.example.ru.evil.example",
        "chrome-extension://x", "https://moz-extension://x"})
    EXPECT_EQ(asked({{"origin", origin}}), "403") << origin;
  for (const char* site : {"cross-site", "same-site"}) EXPECT_EQ(asked({{"sec-fetch-site", site}}), "403") << site;
  for (const char* site : {"none", "same-origin"}) EXPECT_EQ(asked({{"sec-fetch-site", site}}), "127.0.0.1") << site;
}

TEST(Guard, AConfiguredPageMayWithAToken) {
  const std::pair<const std::string, std::string> page{"origin", "https://addin.example.ru"};
  EXPECT_EQ(asked({page}), "401");
  EXPECT_EQ(asked({page, {"authorization", "Bearer bad"}}), "401");
  EXPECT_EQ(asked({page, {"authorization", "Bearer good"}}), "token anna");
}

TEST(Guard, WhoComesFromElsewhereNeedsAToken) {
  for (const char* field : {"x-forwarded-for", "forwarded", "via", "x-real-ip"})
    EXPECT_EQ(asked({{field, "192.0.2.1"}}), "401") << field;
  EXPECT_EQ(asked({{"x-forwarded-for", "192.0.2.1"}, {"authorization", "bearer good"}}), "token anna");
  GuardRules behind = rules();
  behind.behind_proxy = true;
  EXPECT_EQ(asked({}, behind), "401");
  EXPECT_EQ(asked({{"authorization", "Bearer good"}}, behind), "token anna");
  // One that is wrong is not as good as none.
  EXPECT_EQ(asked({{"authorization", "Bearer bad"}}), "401");
}

}  // namespace
}  // namespace pismovod
