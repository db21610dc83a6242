// `replay` as an admin runs it: the same verdicts as `check`, over again after an end, beside other rules.

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "cli/program.h"

namespace pismovod::test {
namespace {

const std::string kConfiguration = PISMOVOD_SOURCE_DIR "/config/pismovod.toml";
const std::string kOrganization = PISMOVOD_SOURCE_DIR "/tests/letters/acceptance/organization.toml";
const std::string kLetters = PISMOVOD_SOURCE_DIR "/tests/letters/acceptance/";

Ran replay(std::vector<std::string> arguments) {
  std::vector<std::string> all = {"replay", "--config", kConfiguration, "--config", kOrganization};
  for (const char* letter : {"a-dev-01.eml", "a-dev-02.eml", "a-dev-03.eml", "a-dev-04.eml"})
    arguments.push_back(kLetters + letter);
  all.insert(all.end(), arguments.begin(), arguments.end());
  return run(all);
}

nlohmann::json figures(const Ran& ran) { return nlohmann::json::parse(ran.out, nullptr, false); }

// Times differ from run to run.
nlohmann::json without_times(nlohmann::json json) {
  json.erase("judging_seconds");
  json.erase("slowest_seconds");
  return json;
}

TEST(Replay, CountsWhatCheckSays) {
  const Ran ran = replay({"--json", "--jobs", "2"});
  ASSERT_EQ(ran.status, 0);
  size_t refused = 0;
  for (const char* letter : {"a-dev-01.eml", "a-dev-02.eml", "a-dev-03.eml", "a-dev-04.eml"}) {
    refused +=
        run({"check", "--config", kConfiguration, "--config", kOrganization, kLetters + letter}).status == 1 ? 1 : 0;
  }
  EXPECT_EQ(figures(ran)["letters"], 4);
  EXPECT_EQ(figures(ran)["refused"], refused);
  EXPECT_EQ(without_times(figures(replay({"--json", "--jobs", "1"}))), without_times(figures(ran)));
}

TEST(Replay, GoesOnByItsState) {
  const Folder folder;
  const std::string state = folder.path() + "/state";
  const nlohmann::json first = figures(replay({"--json", "--state", state}));
  EXPECT_EQ(figures(replay({"--json", "--state", state})), first) << "nothing is judged again";
  const Ran other = run({"replay", "--config", kConfiguration, "--state", state, kLetters + "a-dev-01.eml"});
  EXPECT_EQ(other.status, 65);
  EXPECT_NE(other.errors.at(0).find("not the state of this replay"), std::string::npos);
  EXPECT_EQ(replay({"--state", folder.file("none", "{")}).status, 65);
}

TEST(Replay, TellsWhatOtherRulesWouldDo) {
  const Ran same = replay({"--json", "--against", kConfiguration, "--against", kOrganization});
  EXPECT_EQ(same.status, 0);
  EXPECT_EQ(figures(same)["differences"]["letters"], 0);
  const Ran other = replay({"--json", "--against", kConfiguration});  // no organisation: codes are told otherwise
  EXPECT_EQ(figures(other)["differences"]["letters"].get<int>() > 0, other.status == 1);
}

TEST(Replay, ALetterThatIsNotThereIsSaid) {
  const Ran ran = replay({"--json", "no-such.eml"});
  EXPECT_EQ(ran.status, 66);
  EXPECT_EQ(figures(ran)["unread"], 1);
  EXPECT_EQ(figures(ran)["letters"], 4);
}

}  // namespace
}  // namespace pismovod::test
