#include "daemon/socket_spec.h"

#include <gtest/gtest.h>

namespace pismovod {
namespace {

std::string libmilter(std::string_view text) {
  const auto spec = parse_socket_spec(text);
  return spec ? spec->for_libmilter() : "error: " + spec.error().text;
}

std::string postfix(std::string_view text) { return parse_socket_spec(text).value().for_postfix(); }

TEST(SocketSpec, BothOrdersAreRead) {
  EXPECT_EQ(libmilter("inet:8895@127.0.0.1"), "inet:8895@[127.0.0.1]");
  EXPECT_EQ(libmilter("inet:127.0.0.1:8895"), "inet:8895@[127.0.0.1]");
  EXPECT_EQ(libmilter("inet:8895@localhost"), "inet:8895@localhost");
  EXPECT_EQ(libmilter("inet:8895"), "inet:8895");
  EXPECT_EQ(libmilter("unix:/run/pismovod/milter"), "unix:/run/pismovod/milter");
  EXPECT_EQ(libmilter("local:/run/pismovod/milter"), "unix:/run/pismovod/milter");
}

TEST(SocketSpec, IPv6) {
  EXPECT_EQ(libmilter("inet6:8895@::1"), "inet6:8895@[::1]");
  EXPECT_EQ(libmilter("inet:[::1]:8895"), "inet6:8895@[::1]");
  EXPECT_EQ(libmilter("inet:8895@[::1]"), "inet6:8895@[::1]");
}

TEST(SocketSpec, TheLineForPostfix) {
  EXPECT_EQ(postfix("inet:8895@127.0.0.1"), "inet:127.0.0.1:8895");
  EXPECT_EQ(postfix("inet:[::1]:8895"), "inet:[::1]:8895");
  EXPECT_EQ(postfix("unix:/run/m"), "unix:/run/m");
}

TEST(SocketSpec, WhatIsNoneIsSaid) {
  EXPECT_EQ(libmilter("unix:relative/path"),
            "error: \"unix:relative/path\" is no socket: the path must begin with /; allowed are unix:/path, "
            "inet:port@host and inet:host:port");
  for (const char* text : {"", "8895", "inet:", "inet:host", "inet:99999@host", "inet:0@host", "inet:x@host",
                           "inet:8895@a b", "tcp:8895@host", "unix:"}) {
    EXPECT_TRUE(libmilter(text).starts_with("error: ")) << text;
  }
  EXPECT_NE(libmilter("unix:/" + std::string(200, 'x')).find("too long"), std::string::npos);
}

}  // namespace
}  // namespace pismovod
