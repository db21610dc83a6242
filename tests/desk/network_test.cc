#include "desk/network.h"

#include <gtest/gtest.h>

#include "desk/exempt.h"

namespace pismovod {
namespace {

bool holds(std::string_view network, std::string_view address) {
  const auto parsed = Network::parse(network);
  return parsed.has_value() && parsed->holds(address);
}

TEST(Network, AddressesAndNetworks) {
  EXPECT_TRUE(holds("192.0.2.7", "192.0.2.7"));
  EXPECT_FALSE(holds("192.0.2.7", "192.0.2.8"));
  EXPECT_TRUE(holds("10.0.0.0/8", "10.255.1.2"));
  EXPECT_FALSE(holds("10.0.0.0/8", "11.0.0.1"));
  EXPECT_TRUE(holds("192.0.2.128/25", "192.0.2.200"));
  EXPECT_FALSE(holds("192.0.2.128/25", "192.0.2.127"));
  EXPECT_TRUE(holds("0.0.0.0/0", "203.0.113.9"));
  EXPECT_FALSE(holds("0.0.0.0/0", "2001:db8::1"));
}

TEST(Network, IPv6InTheWaysOfMtas) {
  EXPECT_TRUE(holds("2001:db8::/32", "2001:db8:1::1"));
  EXPECT_TRUE(holds("2001:db8::/32", "IPv6:2001:db8::7"));
  EXPECT_FALSE(holds("2001:db8::/32", "2001:db9::1"));
  EXPECT_TRUE(holds("[::1]", "::1"));
  EXPECT_TRUE(holds("127.0.0.0/8", "::ffff:127.0.0.1"));
}

TEST(Network, WhatIsNone) {
  for (const char* text :
       {"", "10.0.0.0/33", "10.0.0/8", "2001:db8::/129", "host.test", "10.0.0.0/", "10.0.0.0/x", "10.0.0.0/-1"}) {
    EXPECT_FALSE(Network::parse(text).has_value()) << text;
  }
  EXPECT_FALSE(holds("10.0.0.0/8", ""));
  EXPECT_FALSE(holds("10.0.0.0/8", "unknown"));
}

TEST(Exempt, SendersClientsAndNames) {
  Settings::Exempt settings;
  settings.senders = {"Robot@Vektor.test", "@machines.test"};
  settings.clients = {"198.51.100.0/24"};
  settings.authenticated = {"crm"};
  const Exemptions exemptions(settings);
  EXPECT_TRUE(exemptions.senders().has(parse_path("<robot@VEKTOR.test>")));
  EXPECT_TRUE(exemptions.senders().has(parse_path("anyone@machines.test")));
  EXPECT_FALSE(exemptions.senders().has(parse_path("anyone@sub.machines.test")));
  EXPECT_FALSE(exemptions.senders().has(parse_path("<>")));
  EXPECT_TRUE(exemptions.has_client("198.51.100.9"));
  EXPECT_FALSE(exemptions.has_client("198.51.101.9"));
  EXPECT_TRUE(exemptions.has_authenticated("crm"));
  EXPECT_FALSE(exemptions.has_authenticated(""));
}

TEST(Exempt, ALoginProvesTheSenderOfMail) {
  const SenderList list({"boss@firm.test", "@sales.firm.test"});
  const auto proof = [&](const char* from, const char* login) { return list.proof_of(parse_path(from), login); };
  EXPECT_EQ(proof("<boss@firm.test>", ""), SenderProof::mail_from);
  EXPECT_EQ(proof("<boss@firm.test>", "BOSS@firm.test"), SenderProof::login);
  EXPECT_EQ(proof("<boss@firm.test>", "boss"), SenderProof::login);
  EXPECT_EQ(proof("<ann@sales.firm.test>", "olga@sales.firm.test"), SenderProof::login);
  EXPECT_EQ(proof("<boss@firm.test>", "clerk@firm.test"), SenderProof::another_login);
  EXPECT_EQ(proof("<boss@firm.test>", "clerk"), SenderProof::another_login);
}

}  // namespace
}  // namespace pismovod
