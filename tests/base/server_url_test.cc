#include "base/server_url.h"

#include <gtest/gtest.h>

namespace pismovod {
namespace {

TEST(ServerUrl, IsToldFromAPath) {
  EXPECT_TRUE(is_server("postgresql://pismovod@db.test/pismovod"));
  EXPECT_TRUE(is_server("postgres:///pismovod"));
  for (const char* path : {"", "/var/lib/pismovod/journal.sqlite", "postgresql", "journal.sqlite"})
    EXPECT_FALSE(is_server(path)) << path;
}

TEST(ServerUrl, APasswordInItIsAnError) {
  for (const char* good : {"postgresql://pismovod@db.test:5432/pismovod?passfile=/etc/pismovod/pgpass",
                           "postgresql://one:5432,two:5432/pismovod", "postgresql:///pismovod?host=/run/postgresql",
                           "postgresql://db.test", "postgresql://pismovod@[2001:db8::1]:5432/pismovod"})
    EXPECT_EQ(trouble_with_server(good), "") << good;
  for (const char* bad : {"postgresql://pismovod:secret@db.test/pismovod",
                          "postgresql://pismovod@db.test/pismovod?sslmode=require&password=secret"})
    EXPECT_NE(trouble_with_server(bad), "") << bad;
}

}  // namespace
}  // namespace pismovod
