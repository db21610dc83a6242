// What was checked before it was sent is known again, for some hours.

#include "journal/checked_letters.h"

#include <gtest/gtest.h>

#include <fstream>

#include "base/file.h"
#include "sample.h"

namespace pismovod {
namespace {

using std::chrono::hours;
using test::minute;
using test::TempFolder;

class CheckedLettersTest : public ::testing::Test {
 protected:
  CheckedBefore of(const std::string& print, int at) {
    const auto known = letters_.of(print, minute(at));
    EXPECT_TRUE(known) << known.error().text;
    return known.value_or(CheckedBefore::no);
  }
  void note(const std::string& print, const std::string& draft, bool is_complete, int at) {
    const auto noted = letters_.note(print, draft, is_complete, minute(at));
    ASSERT_TRUE(noted) << noted.error().text;
  }

  TempFolder folder_;
  CheckedLetters letters_{folder_ / "seen.sqlite", hours(2)};
};

TEST_F(CheckedLettersTest, NothingIsKnownAndNoFileMadeBeforeSomethingWasChecked) {
  EXPECT_EQ(of("a", 0), CheckedBefore::no);
  EXPECT_FALSE(read_file(folder_ / "seen.sqlite"));
}

TEST_F(CheckedLettersTest, SaysWhatWasSaidLast) {
  note("whole", "draft 1", true, 0);
  note("lacking", "draft 2", false, 0);
  note("mended", "draft 2", true, 1);
  EXPECT_EQ(of("whole", 2), CheckedBefore::complete);
  EXPECT_EQ(of("lacking", 2), CheckedBefore::incomplete);
  EXPECT_EQ(of("mended", 2), CheckedBefore::put_right);
  note("mended", "draft 2", true, 3);
  EXPECT_EQ(of("mended", 4), CheckedBefore::put_right) << "checked once more, as it is";
  EXPECT_EQ(of("another", 4), CheckedBefore::no);
}

TEST_F(CheckedLettersTest, IsForgottenWhenItsTimeIsOver) {
  note("a", "draft", false, 0);
  EXPECT_EQ(of("a", 119), CheckedBefore::incomplete);
  EXPECT_EQ(of("a", 121), CheckedBefore::no);
  note("b", "draft", true, 121);
  EXPECT_EQ(of("b", 121), CheckedBefore::complete) << "what it lacked is not remembered any more";
}

TEST_F(CheckedLettersTest, AnotherProcessReadsIt) {
  note("a", "draft", false, 0);
  CheckedLetters daemon(folder_ / "seen.sqlite", hours(2));
  EXPECT_EQ(daemon.of("a", minute(1)).value_or(CheckedBefore::no), CheckedBefore::incomplete);
}

TEST_F(CheckedLettersTest, ABrokenFileIsAnErrorAndNoThrow) {
  std::ofstream(folder_ / "seen.sqlite") << std::string(5000, 'x');
  EXPECT_FALSE(letters_.of("a", minute(0)));
  EXPECT_FALSE(letters_.note("a", "draft", false, minute(0)));
}

TEST_F(CheckedLettersTest, OffKeepsNothing) {
  for (const auto& [path, keep] : {std::pair{std::string(), hours(2)}, {folder_ / "seen.sqlite", hours(0)}}) {
    CheckedLetters off(path, keep);
    EXPECT_TRUE(off.note("a", "draft", false, minute(0)));
    EXPECT_EQ(off.of("a", minute(0)).value_or(CheckedBefore::complete), CheckedBefore::no);
  }
  EXPECT_FALSE(read_file(folder_ / "seen.sqlite"));
}

}  // namespace
}  // namespace pismovod
