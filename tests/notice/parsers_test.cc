// Notices about the letters of tests/letters are read by two other parsers, and their drafts carry the
// letters' own attachments.

#include <gtest/gtest.h>

#include <cstdlib>

#include "actions/wording.h"
#include "base/digest.h"
#include "base/file.h"
#include "notice/fill_in.h"
#include "notice/gmime_parser.h"
#include "notice/notices.h"
#include "support/attachments.h"
#include "support/expectation.h"

namespace pismovod::test {
namespace {

constexpr const char* kDraftName = "Черновик письма.eml";

template <class Take>
void for_each_refused(Take take) {
  size_t count = 0;
  for (const char* folder : {"acceptance", "own"}) {
    const std::string path = source_folder() + "/tests/letters/" + folder + "/";
    for (const std::string& name : letters_in(path)) {
      const Expectation expected = read_expectation(path + name + ".expect.json");
      const auto octets = read_file(path + name + ".eml");
      ASSERT_TRUE(octets.has_value());
      const TestLetter letter{expected.from, expected.to, *octets};
      const Made made = made_for(letter);
      if (made.outcome.decision != Action::reject) continue;
      SCOPED_TRACE(name);
      ++count;
      take(letter, made);
    }
  }
  EXPECT_GT(count, 100u) << "too few letters are refused for this to be a test";
}

TEST(Parsers, NoticesAreLawfulAndDraftsKeepTheAttachments) {
  for_each_refused([](const TestLetter& letter, const Made& made) {
    ASSERT_TRUE(made.composed);
    expect_lawful(made.composed->octets);
    expect_lawful(made.composed->draft);
    const Opened original(letter.octets);
    const Opened notice(made.composed->octets);
    EXPECT_EQ(notice.content(kDraftName), made.composed->draft);
    const Opened draft(made.composed->draft);
    EXPECT_EQ(draft.files(), original.files());
    EXPECT_EQ(draft.field("X-Unsent"), "1");
  });
}

TEST(Parsers, FilledDraftLacksFilesAtMost) {
  for_each_refused([](const TestLetter& letter, const Made& made) {
    ASSERT_TRUE(made.composed);
    std::string draft = made.composed->draft;
    const Opened opened(draft);
    const std::string text = filled_in(opened.text(), made.outcome, test_configuration());
    // Attachments' data are known to the draft's lines; the files themselves are left out here.
    TestLetter again = plain_letter(letter.to.front(), opened.field("Subject"), text);
    again.octets.replace(6, std::string("ivanov@vektor-soft.ru").size(), opened.letter().from.text());
    again.from = letter.from;
    again.to = letter.to;
    // Only of what was lacking: what the attachments say is not said again.
    const auto was_lacking = [&](const Verdict& verdict, const std::string& id) {
      for (const Verdict& before : made.outcome.verdicts) {
        if (before.mailbox != verdict.mailbox) continue;
        for (const Judged& judged : before.requirements) {
          if (judged.id == id) return judged.status == Status::missing || judged.status == Status::invalid;
        }
      }
      return false;
    };
    for (const Verdict& verdict : judged_by_names(again).verdicts) {
      for (const Judged& judged : verdict.requirements) {
        if (!was_lacking(verdict, judged.id)) continue;
        const bool bad = judged.status == Status::missing || judged.status == Status::invalid;
        if (!bad || judged.level == Level::should || is_attached(judged.id, test_configuration().texts)) continue;
        ADD_FAILURE() << verdict.mailbox << ": " << judged.id << " is " << name_of(judged.status) << "\n" << text;
      }
    }
  });
}

TEST(Parsers, GMimeReadsThem) {
  for_each_refused([](const TestLetter&, const Made& made) {
    ASSERT_TRUE(made.composed);
    const ParsedByGMime notice = parse_with_gmime(made.composed->octets);
    EXPECT_TRUE(notice.complaints.empty()) << notice.complaints.front();
    EXPECT_EQ(notice.fields.at("Subject"), made.composed->subject);
    ASSERT_EQ(notice.texts.size(), 2u);
    ASSERT_FALSE(notice.files.empty());
    EXPECT_EQ(notice.files.front().first, kDraftName);
    EXPECT_EQ(notice.files.front().second, made.composed->draft);
    std::string text = notice.texts.front();
    std::erase(text, '\r');
    EXPECT_EQ(text, made.composed->text);
    const ParsedByGMime draft = parse_with_gmime(made.composed->draft);
    EXPECT_EQ(draft.fields.at("X-Unsent"), "1");
  });
}

TEST(Parsers, PythonReadsThem) {
  size_t count = 0;
  for_each_refused([&](const TestLetter& letter, const Made& made) {
    ASSERT_TRUE(made.composed);
    // A process a letter is slow: every eighth; those with unlawful MIME are other tests' matter.
    const Opened original(letter.octets);
    if (!original.letter().defects.empty() || count++ % 8 != 0) return;
    const TemporaryFile notice(made.composed->octets, ".eml");
    const TemporaryFile own(letter.octets, ".eml");
    const std::string command =
        "python3 " + source_folder() + "/tests/notice/parse_notice.py " + notice.path() + " " + own.path();
    EXPECT_EQ(std::system(command.c_str()), 0);
  });
  EXPECT_GT(count, 80u);
}

}  // namespace
}  // namespace pismovod::test
