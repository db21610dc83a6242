// Packets as no MTA sends them, and more connections than there are descriptors.
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <random>
#include <thread>

#include "base/unix_client.h"
#include "daemon/control.h"
#include "mta/daemon.h"
#include "mta/mta_client.h"

namespace pismovod::test {
namespace {

const std::string kNul(1, '\0');

// Heap as a busy daemon has it: what lies behind a short allocation is in use.
void deliver_some(const Daemon& daemon, int count) {
  for (int i = 0; i < count; ++i) MtaClient(daemon.socket()).deliver({});
}

Ending deliver_with_macros(const Daemon& daemon, char stage, const std::string& macros) {
  MtaClient mta(daemon.socket());
  mta.send('D', stage + macros);
  return mta.deliver({});
}

TEST(Packet, AMacroWithoutAValueIsNoMacro) {
  Daemon daemon;
  deliver_some(daemon, 20);
  for (const std::string& macros : {"{odd}" + kNul, "i" + kNul + "Q1" + kNul + "{odd}" + kNul, kNul, kNul + kNul + kNul,
                                    "i" + kNul, std::string("without an end"), std::string()}) {
    for (const char stage : std::string("CHMRTNEX")) {
      for (int i = 0; i < 3; ++i) EXPECT_NE(deliver_with_macros(daemon, stage, macros).answer, 0) << stage << macros;
      ASSERT_TRUE(daemon.runs()) << stage << macros;
    }
  }
  EXPECT_EQ(MtaClient(daemon.socket()).deliver({}).answer, 'y');
}

TEST(Packet, WhatStandsBeforeItIsStillRead) {
  const Daemon daemon({"", "[exempt]\nauthenticated = [\"crm\"]", {}, ""});
  const std::string login = "{auth_authen}" + kNul + "crm" + kNul;
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(deliver_with_macros(daemon, 'M', login + "{odd}" + kNul).answer, 'a');
    EXPECT_EQ(deliver_with_macros(daemon, 'M', "{odd}" + kNul).answer, 'y');
  }
}

TEST(Packet, OneLetterNamesGoWithAndWithoutBraces) {
  const Daemon daemon;
  MtaClient mta(daemon.socket());
  mta.macros() = {{"{client_addr}", "192.0.2.7"}};
  mta.send('D', "C{i}" + kNul + "4BRACES" + kNul);
  mta.deliver({});
  EXPECT_TRUE(daemon.logs("qid=4BRACES decision=reject"));
}

// A session of an MTA, each packet as it stands.
std::vector<std::string> session() {
  const auto packet = [](char command, const std::string& data) {
    const auto size = static_cast<uint32_t>(data.size() + 1);
    std::string out;
    for (const unsigned shift : {24U, 16U, 8U, 0U}) out += static_cast<char>((size >> shift) & 0xFFU);
    return out + command + data;
  };
  return {packet('O', std::string("\0\0\0\6\0\0\1\377\0\37\377\377", 12)),
          packet('C', "localhost" + kNul + "4" + std::string(2, '\1') + "192.0.2.7" + kNul),
          packet('D', "Mi" + kNul + "Q1" + kNul),
          packet('M', "<a@vektor.test>" + kNul + "SIZE=3" + kNul),
          packet('R', "<tickets@firm.test>" + kNul),
          packet('T', ""),
          packet('L', "Subject" + kNul + " x" + kNul),
          packet('N', ""),
          packet('B', "Ticket: TK-1234\r\n"),
          packet('E', ""),
          packet('A', ""),
          packet('K', ""),
          packet('U', "NOOP" + kNul),
          packet('H', "client.test" + kNul),
          packet('Q', "")};
}

// A change of a session: packets lost, doubled, swapped, octets changed, an end anywhere.
std::string changed(std::vector<std::string> packets, std::mt19937& chance) {
  const auto any = [&](size_t below) { return static_cast<size_t>(chance() % below); };
  for (size_t times = 1 + any(3); times > 0 && !packets.empty(); --times) {
    const size_t at = any(packets.size());
    std::string& packet = packets[at];
    switch (any(6)) {
      case 0:
        packets.erase(packets.begin() + static_cast<long>(at));
        break;
      case 1:
        packets.push_back(packet);
        break;
      case 2:
        std::swap(packet, packets[any(packets.size())]);
        break;
      case 3:
        packet[any(packet.size())] = static_cast<char>(chance());
        break;
      case 4:
        packet.resize(1 + any(packet.size()));
        break;
      default:
        packet.insert(any(packet.size()), std::string(1 + any(3), static_cast<char>(chance() % 3)));
    }
  }
  std::string out;
  for (const std::string& packet : packets) out += packet;
  return out;
}

TEST(Packet, SessionsChangedAtRandomEndNothingButThemselves) {
  Daemon daemon;
  std::mt19937 chance(5);  // NOLINT: the same every time
  for (int i = 0; i < 1000; ++i) {
    const auto connection = connect_to(daemon.socket());
    ASSERT_TRUE(connection.has_value()) << i;
    // It may hang up in the middle.
    if (!write_all(connection->get(), changed(session(), chance))) continue;
  }
  EXPECT_TRUE(daemon.runs());
  EXPECT_EQ(MtaClient(daemon.socket()).deliver({}).answer, 'y');
}

TEST(Packet, WithoutDescriptorsConnectionsWaitAndTheLogSaysSo) {
  const Daemon daemon({"", "",
                       [](ServeOptions&) {
                         const rlimit few{64, 64};
                         ::setrlimit(RLIMIT_NOFILE, &few);
                       },
                       ""});
  std::vector<FileDescriptor> idle;
  for (int i = 0; i < 80; ++i) idle.push_back(std::move(connect_to(daemon.socket()).value()));
  ASSERT_TRUE(daemon.logs("no descriptors left, connections wait"));
  std::this_thread::sleep_for(std::chrono::seconds(1));  // a listener that turns for nothing turns often
  idle.clear();
  EXPECT_EQ(MtaClient(daemon.socket()).deliver({}).answer, 'y');
  const std::string figures = ask_daemon(daemon.control(), "metrics").value().lines.at(0);
  const std::string key = "accepts_put_off=";
  const int put_off = std::stoi(figures.substr(figures.find(key) + key.size()));
  EXPECT_GT(put_off, 0);
  EXPECT_LT(put_off, 1000);
}

}  // namespace
}  // namespace pismovod::test
