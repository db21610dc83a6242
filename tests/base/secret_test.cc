#include "base/secret.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <thread>

#include "base/private_file.h"

namespace pismovod {
namespace {

namespace fs = std::filesystem;

class SecretFile : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("pismovod-secret-" + std::to_string(::getpid()));
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }
  fs::path folder_;
};

TEST_F(SecretFile, IsMadeOnceAndForItsOwnerAlone) {
  const std::string path = folder_ / "secret";
  const auto first = Secret::of_file(path);
  const auto again = Secret::of_file(path);
  ASSERT_TRUE(first && again);
  EXPECT_EQ(first->sign("p", "text"), again->sign("p", "text"));
  EXPECT_EQ(fs::status(path).permissions(), fs::perms::owner_read | fs::perms::owner_write);
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_), {}), 1);
}

TEST_F(SecretFile, ThatOthersCanReadOrOfAnotherSizeIsRefused) {
  const std::string path = folder_ / "secret";
  ASSERT_TRUE(write_private_file(path, std::string(31, 'x')));
  EXPECT_FALSE(Secret::of_file(path));
  ASSERT_TRUE(write_private_file(path, std::string(32, 'x')));
  EXPECT_TRUE(Secret::of_file(path));
  ::chmod(path.c_str(), 0640);
  EXPECT_FALSE(Secret::of_file(path));
}

TEST_F(SecretFile, OfProcessesThatComeTogetherIsTheSame) {
  const std::string path = folder_ / "secret";
  std::array<std::string, 8> signatures;
  {
    std::vector<std::jthread> all;
    for (std::string& signature : signatures) {
      all.emplace_back([&] { signature = Secret::of_file(path).value().sign("p", "t"); });
    }
  }
  EXPECT_EQ(std::set(signatures.begin(), signatures.end()).size(), 1U);
}

TEST(Secret, SignsForOnePurpose) {
  const Secret secret = Secret::drawn();
  const std::string signature = secret.sign("link", "abc");
  EXPECT_EQ(signature.size(), 22U);
  EXPECT_TRUE(secret.is_signed("link", "abc", signature));
  EXPECT_FALSE(secret.is_signed("form", "abc", signature));
  EXPECT_FALSE(secret.is_signed("lin", "kabc", signature));
  EXPECT_FALSE(secret.is_signed("link", "abd", signature));
  EXPECT_FALSE(secret.is_signed("link", "abc", ""));
  EXPECT_FALSE(Secret::drawn().is_signed("link", "abc", signature));
  EXPECT_NE(random_token(), random_token());
  EXPECT_EQ(random_token().size(), 43U);
}

}  // namespace
}  // namespace pismovod
