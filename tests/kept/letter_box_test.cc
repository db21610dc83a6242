#include "kept/letter_box.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace pismovod {
namespace {

namespace fs = std::filesystem;
using std::chrono::hours;

class LetterBoxTest : public ::testing::Test {
 protected:
  void TearDown() override { fs::remove_all(folder_); }
  LetterBox box(size_t letters = 3, size_t octets = 1000) {
    return {{folder_.string(), letters, octets, hours(24)}, secret_};
  }
  static LetterBox::Clock::time_point now() { return LetterBox::Clock::now(); }
  void put(LetterBox& box, const std::string& number) {
    ASSERT_TRUE(box.put(KeptKind::letter, number, letter_));
    // Files of one moment have no order.
    fs::last_write_time(folder_ / (number + ".letter.kept"), fs::file_time_type::clock::now() + hours(++written_) / 60);
  }
  size_t files() const {
    return static_cast<size_t>(std::distance(fs::directory_iterator(folder_), fs::directory_iterator()));
  }

  fs::path folder_ = fs::temp_directory_path() / ("pismovod-kept-" + std::to_string(::getpid()));
  Secret secret_ = Secret::drawn();
  KeptLetter letter_{
      "anna@firm.example", "anna", {"<lic@1c.ru>", "zakaz@1c.ru"}, "From: a\r\n\r\nR text\n\nC 1\n", false};
  int written_ = 0;
};

TEST_F(LetterBoxTest, GivesBackWhatWasPut) {
  LetterBox kept = box();
  ASSERT_TRUE(kept.put(KeptKind::letter, "3K7Q81B", letter_));
  EXPECT_EQ(kept.find(KeptKind::letter, "3K7Q81B", now()), letter_);
  EXPECT_FALSE(kept.find(KeptKind::draft, "3K7Q81B", now()));
  KeptLetter draft = letter_;
  draft.is_complete = true;
  draft.authenticated.clear();
  ASSERT_TRUE(kept.put(KeptKind::draft, "3K7Q81B", draft));
  EXPECT_EQ(kept.find(KeptKind::draft, "3K7Q81B", now()), draft);
  kept.erase_draft("3K7Q81B");
  EXPECT_FALSE(kept.find(KeptKind::draft, "3K7Q81B", now()));
  EXPECT_TRUE(kept.find(KeptKind::letter, "3K7Q81B", now()));
  kept.erase("3K7Q81B");
  EXPECT_EQ(files(), 0U);
}

TEST_F(LetterBoxTest, LiesSealedForItsOwnerAlone) {
  LetterBox kept = box();
  ASSERT_TRUE(kept.put(KeptKind::letter, "3K7Q81B", letter_));
  const fs::path file = folder_ / "3K7Q81B.letter.kept";
  struct stat is {};
  ASSERT_EQ(::stat(file.c_str(), &is), 0);
  EXPECT_EQ(is.st_mode & 0777U, 0600U);
  ASSERT_EQ(::stat(folder_.c_str(), &is), 0);
  EXPECT_EQ(is.st_mode & 0777U, 0700U);
  std::ifstream in(file, std::ios::binary);
  const std::string octets{std::istreambuf_iterator<char>(in), {}};
  EXPECT_EQ(octets.find("lic@1c.ru"), std::string::npos);
  EXPECT_FALSE(
      (LetterBox{{folder_.string(), 3, 1000, hours(24)}, Secret::drawn()}.find(KeptKind::letter, "3K7Q81B", now())));
}

TEST_F(LetterBoxTest, AChangedOrRenamedFileIsNone) {
  LetterBox kept = box();
  ASSERT_TRUE(kept.put(KeptKind::letter, "3K7Q81B", letter_));
  fs::copy(folder_ / "3K7Q81B.letter.kept", folder_ / "AAAAAAA.letter.kept");
  EXPECT_FALSE(kept.find(KeptKind::letter, "AAAAAAA", now()));
  fs::copy(folder_ / "3K7Q81B.letter.kept", folder_ / "3K7Q81B.draft.kept");
  EXPECT_FALSE(kept.find(KeptKind::draft, "3K7Q81B", now()));
  fs::resize_file(folder_ / "3K7Q81B.letter.kept", 50);
  EXPECT_FALSE(kept.find(KeptKind::letter, "3K7Q81B", now()));
}

TEST_F(LetterBoxTest, IsBoundedInNumberSizeAndAge) {
  LetterBox kept = box();
  for (const char* number : {"A1", "A2", "A3", "A4"}) put(kept, number);
  EXPECT_EQ(files(), 3U);
  EXPECT_FALSE(kept.find(KeptKind::letter, "A1", now()));
  EXPECT_TRUE(kept.find(KeptKind::letter, "A4", now()));
  KeptLetter large = letter_;
  large.octets.assign(1001, 'x');
  EXPECT_FALSE(kept.put(KeptKind::letter, "A5", large));
  EXPECT_FALSE(kept.find(KeptKind::letter, "A4", now() + hours(26)));
  EXPECT_EQ(kept.prune(now() + hours(26)), 3U);
  EXPECT_EQ(files(), 0U);
}

TEST_F(LetterBoxTest, NumbersLeadNowhereElse) {
  LetterBox kept = box();
  for (const char* number : {"", "../x", "a", "A/B", "A\n", "AAAAAAAAAAAAAAAAA"})
    EXPECT_FALSE(kept.put(KeptKind::letter, number, letter_)) << number;
  LetterBox none({"", 3, 1000, hours(24)}, secret_);
  EXPECT_FALSE(none.put(KeptKind::letter, "A1", letter_));
  EXPECT_FALSE(none.find(KeptKind::letter, "A1", now()));
}

TEST_F(LetterBoxTest, SaysWhoseLettersThereAre) {
  LetterBox kept = box();
  put(kept, "A1");
  EXPECT_TRUE(kept.put(KeptKind::draft, "A2", letter_));
  EXPECT_EQ(kept.cases(KeptKind::letter), std::vector<std::string>{"A1"});
  EXPECT_EQ(kept.cases(KeptKind::draft), std::vector<std::string>{"A2"});
  EXPECT_TRUE(LetterBox({"", 3, 1000, hours(24)}, secret_).cases(KeptKind::letter).empty());
}

TEST_F(LetterBoxTest, AllGoAtOnce) {
  LetterBox kept = box();
  put(kept, "A1");
  put(kept, "A2");
  std::ofstream(folder_ / "other") << "x";
  EXPECT_EQ(LetterBox::erase_all(folder_.string()), 2U);
  EXPECT_EQ(files(), 1U);
}

}  // namespace
}  // namespace pismovod
