#include "precheck/caller_tokens.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "base/file.h"

namespace pismovod {
namespace {

class TokensFile : public ::testing::Test {
 protected:
  TokensFile() {
    std::string name = (std::filesystem::temp_directory_path() / "pismovod-tokens-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    path_ = folder_ / "tokens";
  }
  ~TokensFile() override { std::filesystem::remove_all(folder_); }

  std::filesystem::path folder_;
  std::string path_;
};

TEST_F(TokensFile, ATokenIsKnownUntilItIsWithdrawn) {
  CallerTokens tokens(path_);
  EXPECT_FALSE(tokens.name_of("x"));
  const auto first = make_token(path_, "anna");
  ASSERT_TRUE(first) << first.error().text;
  EXPECT_EQ(tokens.name_of(*first), "anna");
  EXPECT_FALSE(tokens.name_of(first->substr(1)));
  EXPECT_TRUE(*withdraw_token(path_, "anna"));
  EXPECT_FALSE(tokens.name_of(*first));
  EXPECT_FALSE(*withdraw_token(path_, "anna"));
}

TEST_F(TokensFile, ANewOneEndsTheOldAndNoneIsKept) {
  const auto first = make_token(path_, "anna");
  const auto second = make_token(path_, "anna");
  ASSERT_TRUE(make_token(path_, "boris"));
  CallerTokens tokens(path_);
  EXPECT_FALSE(tokens.name_of(*first));
  EXPECT_EQ(tokens.name_of(*second), "anna");
  EXPECT_EQ(*token_names(path_), (std::vector<std::string>{"anna", "boris"}));
  EXPECT_EQ(read_file(path_)->find(*second), std::string::npos);
}

TEST_F(TokensFile, AFileThatOthersCanReadLetsNobodyIn) {
  const auto token = make_token(path_, "anna");
  ::chmod(path_.c_str(), 0644);
  EXPECT_FALSE(CallerTokens(path_).name_of(*token));
}

}  // namespace
}  // namespace pismovod
