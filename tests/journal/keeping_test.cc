// The journal as a whole: copied, restored, and a person taken out of it.
#include "journal/keeping.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <chrono>

#include "base/file.h"
#include "sample.h"

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

TEST(Keeping, APersonIsForgottenAndFiguresStay) {
  const TempFolder folder;
  const std::string path = folder / "journal.sqlite";
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

}  // namespace
}  // namespace pismovod::test
