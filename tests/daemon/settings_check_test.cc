#include "daemon/settings_check.h"

#include <gtest/gtest.h>

#include "mta/rules.h"

namespace pismovod::test {
namespace {

std::vector<std::string> errors(const std::string& milter, const std::string& tables = "") {
  const TempFolder folder;
  const auto loaded = load_configuration({write_configuration(folder, milter, tables)});
  std::vector<std::string> out;
  for (const ConfigError& error : check_milter_settings(*loaded.configuration)) {
    const std::string message = error.message();
    out.push_back(message.substr(message.rfind('/') + 1));
  }
  return out;
}

TEST(SettingsCheck, EachErrorKnowsItsPlace) {
  EXPECT_TRUE(errors("").empty());
  EXPECT_EQ(errors("socket_mode = \"0999\""),
            std::vector<std::string>{
                "pismovod.toml:6:1: \"milter.socket_mode\": \"0999\" is no mode; allowed is 0000 to 0777"});
  EXPECT_EQ(errors("letters_at_a_time = 0").size(), 1U);
  EXPECT_EQ(errors("deadline_seconds = 0").size(), 1U);
  EXPECT_EQ(errors("", "[exempt]\nclients = [\"10.0.0.0/40\", \"host\"]\nsenders = [\"nobody\"]").size(), 3U);
  EXPECT_EQ(errors("", "[override]\ntag = \"-\"\nsenders = [\"nobody\"]").size(), 2U);
  EXPECT_EQ(errors("", "[log]\nto = \"paper\"\nlevel = \"loud\"").size(), 2U);
}

TEST(SettingsCheck, KeysThatNeedARestart) {
  Settings before;
  Settings after;
  after.milter.listen = "inet:1@127.0.0.1";
  after.milter.mode = Mode::observe;
  after.milter.control = "/elsewhere";
  EXPECT_EQ(needing_restart(before, after), (std::vector<std::string>{"milter.listen", "milter.control"}));
}

}  // namespace
}  // namespace pismovod::test
