#include "desk/transaction.h"

#include <gtest/gtest.h>

#include "mta/rules.h"

namespace pismovod::test {
namespace {

class TransactionTest : public testing::Test {
 protected:
  Transaction letter(const std::string& settings = "", const std::string& tables = "",
                     const std::string& from = "<a@vektor.test>") {
    return {rules(folder_, settings, tables), from, false, pool_};
  }
  TempFolder folder_;
  BlockPool pool_;
};

TEST_F(TransactionTest, OnlyMailboxesOfOursConcernUs) {
  Transaction made = letter();
  EXPECT_FALSE(made.concerns_us());
  made.add_recipient("<somebody@elsewhere.test>");
  made.add_recipient("<somebody@firm.test>");
  EXPECT_FALSE(made.concerns_us());
  made.add_recipient("Tickets@FIRM.test");  // by sendmail, without angle brackets
  ASSERT_TRUE(made.concerns_us());
  EXPECT_EQ(made.addressees()[0].path, "Tickets@FIRM.test");
  EXPECT_EQ(made.addressees()[0].mailbox, "tickets@firm.test");
  EXPECT_EQ(made.envelope().recipients.size(), 3U);
}

TEST_F(TransactionTest, AnAliasLeadsToItsMailbox) {
  Transaction made = letter();
  made.add_recipient("<help@vektor.test>");
  ASSERT_EQ(made.addressees().size(), 1U);
  EXPECT_EQ(made.addressees()[0].mailbox, "tickets@firm.test");
}

TEST_F(TransactionTest, LookalikesConcernUs) {
  for (const char* path : {"<x@f1rm.test>", "<tickets@firm.com>", "<tickets@fіrm.test>"}) {  // the last: Ukrainian і
    Transaction made = letter();
    made.add_recipient(path);
    EXPECT_TRUE(made.concerns_us()) << path;
    EXPECT_TRUE(made.addressees().empty());
  }
  Transaction made = letter();
  made.add_recipient("<x@firm.com>");
  EXPECT_FALSE(made.concerns_us());
}

TEST_F(TransactionTest, NullReversePathsInBothWays) {
  EXPECT_TRUE(letter("", "", "<>").envelope().has_null_reverse_path);
  EXPECT_TRUE(letter("", "", "").envelope().has_null_reverse_path);
  EXPECT_FALSE(letter().envelope().has_null_reverse_path);
}

TEST_F(TransactionTest, AHeaderOfMegabytesIsKeptInPartAndSeenToBeTooLarge) {
  Transaction made = letter("", "[limits]\nfield_octets = 1000\nheader_octets = 5000\nfields = 100");
  made.add_recipient("<tickets@firm.test>");
  for (int i = 0; i < 50; ++i) made.add_field("X-Big", std::string(100000, 'x'));
  size_t kept = 0;
  for (const HeaderField& field : made.message().header) kept += field.name.size() + field.value.size();
  EXPECT_LT(kept, 10000U);
  EXPECT_GT(made.message().header[0].value.size(), 1000U);
  EXPECT_EQ(made.size(), 50U * (100000 + 5 + 3));
}

TEST_F(TransactionTest, TooManyFieldsAreSeenToBe) {
  Transaction made = letter("", "[limits]\nfields = 10");
  made.add_recipient("<tickets@firm.test>");
  for (int i = 0; i < 1000; ++i) made.add_field("X", "y");
  EXPECT_EQ(made.message().header.size(), 11U);
}

TEST_F(TransactionTest, ABodyBeyondTheLimitIsNotKept) {
  Transaction made = letter("", "[limits]\nmessage_octets = 100000");
  made.add_recipient("<tickets@firm.test>");
  for (int i = 0; i < 100; ++i) made.add_body(std::string(65535, 'x'));
  EXPECT_EQ(made.message().body.size(), 100001U);
  EXPECT_EQ(made.size(), 6553500U);
}

TEST_F(TransactionTest, MarksThatCameWithTheLetterAreCounted) {
  Transaction made = letter("");
  made.add_recipient("<tickets@firm.test>");
  made.add_field("X-Pismovod", " forged");
  made.add_field("x-PISMOVOD", " forged");
  EXPECT_EQ(made.foreign_marks(), 2U);
}

TEST_F(TransactionTest, AQuotedLocalPartIsTheSameMailbox) {
  Transaction made = letter("");
  for (const char* path : {"<\"tickets\"@firm.test>", "<\"Tic\\kets\"@FIRM.test>", "<tickets@firm.test>"})
    made.add_recipient(path);
  made.add_recipient("<\"tick ets\"@firm.test>");
  EXPECT_EQ(made.addressees().size(), 3U);
}

}  // namespace
}  // namespace pismovod::test
