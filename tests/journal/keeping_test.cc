// The journal as a whole: copied, restored, and a person taken out of it.
#include "journal/keeping.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <chrono>
#include <map>

#include "base/file.h"
#include "journal/database.h"
#include "journal/move.h"
#include "place.h"

namespace pismovod::test {
namespace {

using std::chrono::minutes;

TEST(Keeping, WhatWaitedInACopyIsNotSentAgain) {
  const TempFolder folder;
  const std::string path = folder / "journal.sqlite";
  const std::string copy = folder / "copy.sqlite";
  auto store = open_store(path);
  store->record(with_notice(refused("AAAAAA1", 0)));
  ASSERT_TRUE(copy_journal(path, copy).has_value());
  struct stat found {};
  ASSERT_EQ(::stat(copy.c_str(), &found), 0);
  EXPECT_EQ(found.st_mode & 0777, 0600U);
  // Since then it was sent.
  const OutboxRow row = store->claim(minute(0), minutes(5))->value();
  store->sent(row.id, "250 ok", minute(1));
  EXPECT_EQ(settle_copy(copy).value(), 1);
  auto restored = open_store(copy);
  EXPECT_FALSE(restored->claim(minute(1000), minutes(5))->has_value());
  EXPECT_EQ(restored->find("AAAAAA1")->number, "AAAAAA1");
  EXPECT_EQ(copy_journal(folder / "none.sqlite", folder / "x").error().kind, StoreError::Kind::gone);
}

class KeepingTest : public OverBoth {};
PISMOVOD_OVER_BOTH(KeepingTest);

TEST_P(KeepingTest, APersonIsForgottenAndFiguresStay) {
  const std::string path = folder_ / "journal.sqlite";
  auto store = open_store(path);
  CaseEntry other = refused("AAAAAA2", 1, "Другое");
  other.reverse_path = other.from = "vivan@vektor.test";
  other.authenticated.clear();
  CaseEntry client = refused("AAAAAA3", 2, "Клиент 7701234507");
  client.reverse_path = client.from = "olga@vektor.test";
  client.authenticated.clear();
  CaseEntry longer = refused("AAAAAA4", 3, "Счет 77012345071");
  longer.reverse_path = longer.from = "olga@vektor.test";
  longer.authenticated.clear();
  const std::string ivan = refused("AAAAAA1", 0).reverse_path;
  store->record(with_notice(refused("AAAAAA1", 0), ivan));
  for (const CaseEntry& entry : {other, client, longer}) store->record(request_of(entry));
  EXPECT_EQ(forget(path, ivan)->notices, 1);
  EXPECT_EQ(store->find("AAAAAA1").error().kind, StoreError::Kind::no_such_case);
  EXPECT_EQ(forget(path, "7701234507")->cases, 1);
  EXPECT_TRUE(store->find("AAAAAA2").has_value());
  EXPECT_FALSE(store->find("AAAAAA3").has_value());
  EXPECT_TRUE(store->find("AAAAAA4").has_value());
  EXPECT_EQ(store->tallies({})->front().letters, 4);
  TallyRequest of_senders;
  of_senders.kind = TallyKind::sender;
  of_senders.name = ivan;
  EXPECT_TRUE(store->tallies(of_senders)->empty());
}

// A dump that was restored: pg_dump is the server's own.
TEST_P(KeepingTest, WhatWaitedIsSettled) {
  const std::string path = folder_ / "journal.sqlite";
  const auto store = open_store(path);
  for (int i = 0; i < 3; ++i) store->record(with_notice(refused("AAAAAA" + std::to_string(i), i, std::to_string(i))));
  store->sent(store->claim(minute(5), minutes(5))->value().id, "250 ok", minute(6));
  EXPECT_EQ(settle_copy(path).value(), 2);
  EXPECT_FALSE(store->claim(minute(1000), minutes(5))->has_value());
}

// From a file to both, and from both to a file.
TEST_P(KeepingTest, MovedWholeThoughItWasStopped) {
  const std::string from = folder_.file("from.sqlite");
  const std::string to = folder_ / "to";
  const std::string back = folder_.file("back.sqlite");
  constexpr int kCases = 700;
  {
    const auto store = open_store(from);
    for (int i = 0; i < kCases; ++i) {
      RecordRequest request = with_notice(refused("A" + std::to_string(100000 + i), i, "тема " + std::to_string(i)));
      request.durable = false;
      ASSERT_TRUE(store->record(request));
    }
    store->add_mark("A100005", {CaseMark::Kind::wrong, "olga", "почему", minute(1)});
    store->sent(store->claim(minute(5), minutes(5))->value().id, "250 ok", minute(6));
  }
  int steps = 0;
  const auto stopped = move_journal(from, to, [&](int64_t, int64_t all) {
    EXPECT_EQ(all, kCases);
    return steps++ < 1;
  });
  ASSERT_TRUE(stopped) << stopped.error().text;
  EXPECT_FALSE(stopped->is_finished);
  EXPECT_LT(stopped->cases, kCases);
  const auto moved = move_journal(from, to, [](int64_t, int64_t) { return true; });
  ASSERT_TRUE(moved) << moved.error().text;
  EXPECT_TRUE(moved->is_finished);
  EXPECT_EQ(moved->cases, kCases);
  EXPECT_EQ(move_journal(from, to, [](int64_t, int64_t) { return true; }).error().kind, StoreError::Kind::other);
  const auto moved_back = move_journal(to, back, [](int64_t, int64_t) { return true; });
  ASSERT_TRUE(moved_back) << moved_back.error().text;
  const auto first = open_store(from);
  for (const std::string& place : {to, back}) {
    const auto store = open_store(place);
    for (const char* number : {"A100000", "A100005", "A100699"}) {
      EXPECT_EQ(store->find(number).value(), first->find(number).value());
      EXPECT_EQ(store->letters_of(number)->front().letter, first->letters_of(number)->front().letter);
      EXPECT_EQ(store->letters_of(number)->front().state, first->letters_of(number)->front().state);
    }
    CaseFilter words;
    words.text = "тема 69";
    EXPECT_EQ(store->list(words, {})->lines.size(), first->list(words, {})->lines.size());
    EXPECT_EQ(store->tallies({})->front().letters, kCases);
    EXPECT_EQ(store->record(request_of(complete("A100900", 699, "тема 698")))->first_case, "A100698");
    EXPECT_TRUE(store->put("A100000", {NoticeKind::notice, "ivan@vektor.test", "<x@y.test>", "x"}, minute(0)));
  }
}

// A new column belongs into move.cc too.
TEST(Keeping, EveryColumnIsMoved) {
  const TempFolder folder;
  open_store(folder / "journal.sqlite");
  Database database(folder / "journal.sqlite", std::chrono::seconds(1), 0);
  for (const auto& [table, columns] : std::map<std::string, int64_t>{{"cases", 18},
                                                                     {"case_entry", 2},
                                                                     {"case_mailbox", 2},
                                                                     {"case_lack", 2},
                                                                     {"thread_key", 2},
                                                                     {"mark", 8},
                                                                     {"outbox", 16},
                                                                     {"tally", 18}}) {
    Query query = database.query("SELECT count(*) FROM pragma_table_info(?)");
    ASSERT_TRUE(query.bind(table).next());
    EXPECT_EQ(query.integer(0), columns) << table;
  }
}

}  // namespace
}  // namespace pismovod::test
