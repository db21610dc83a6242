// Scripted sessions with the daemon in a process of its own: the MTA's side of milter protocol 6.
#include <gtest/gtest.h>

#include <csignal>

#include "mta/daemon.h"
#include "mta/mta_client.h"

namespace pismovod::test {
namespace {

const std::string kRefusal =
    "550-5.7.1 Pis'mo na tickets@firm.test NE otpravleno. Nuzhno: ticket.\r\n"
    "550-5.7.1 Letter to tickets@firm.test was NOT sent: 1 required item is missing or wrong.\r\n"
    "550 5.7.1 Dopolnite i otprav'te snova.";

TestLetter with_ticket() {
  TestLetter letter;
  letter.body = "Ticket: TK-1234\r\n";
  return letter;
}

TEST(Session, RefusedWithTheExactReply) {
  const Daemon daemon;
  MtaClient mta(daemon.socket());
  const Ending ending = mta.deliver({});
  EXPECT_EQ(ending.answer, 'y');
  EXPECT_EQ(ending.reply, kRefusal);
  EXPECT_TRUE(ending.edits.empty());
  EXPECT_TRUE(daemon.logs("qid=4QID1 decision=reject from=i***@vektor.test rcpts=1"));
}

TEST(Session, AcceptedUntouched) {
  const Daemon daemon;
  MtaClient mta(daemon.socket());
  const Ending ending = mta.deliver(with_ticket());
  EXPECT_EQ(ending.answer, 'a');
  EXPECT_TRUE(ending.edits.empty());
}

TEST(Session, NotOursIsLetGoAtDataAndTheNextIsJudgedAnew) {
  const Daemon daemon;
  MtaClient mta(daemon.socket());
  TestLetter other;
  other.recipients = {"<a@elsewhere.test>", "<b@elsewhere.test>"};
  for (int i = 0; i < 3; ++i) {
    mta.mail(other.from);
    for (const std::string& path : other.recipients) mta.recipient(path);
    EXPECT_EQ(mta.data(), 'a');
    mta.abort();  // as Postfix says after each letter
    EXPECT_EQ(mta.deliver({}).answer, 'y');
    mta.abort();
  }
}

TEST(Session, OnlyWhatIsOfferedIsAskedFor) {
  const Daemon daemon;
  // The constructor throws where more is asked for than is offered.
  for (uint32_t bit = 0; bit < 21; ++bit) {
    MtaClient without(daemon.socket(), {6, 0x1FF, 0x1FFFFFU & ~(1U << bit)});
    without.connect_info("192.0.2.7");
    EXPECT_EQ(without.deliver({}).reply, kRefusal) << "without step " << bit;
  }
  MtaClient least(daemon.socket(), {6, 0x1FF, 0x40});  // none that we want
  least.connect_info("192.0.2.7");
  least.send('H', std::string("client.test") + '\0');
  EXPECT_EQ(least.receive().first, 'c');
  EXPECT_EQ(least.deliver({}).reply, kRefusal);
}

TEST(Session, AnOldMtaWithoutData) {
  const Daemon daemon;
  MtaClient mta(daemon.socket(), {2, 0x3F, 0x7F});  // no DATA, no replies left out, no macro lists
  mta.connect_info("192.0.2.7");
  TestLetter letter;
  mta.mail(letter.from);
  mta.recipient("<tickets@firm.test>");
  mta.begin(letter);
  EXPECT_EQ(mta.end().reply, kRefusal);
  mta.mail(letter.from);
  mta.recipient("<a@elsewhere.test>");
  mta.begin(letter);
  EXPECT_EQ(mta.end().answer, 'a');
}

TEST(Session, MacrosComeWithTheEndOfTheMessageAlone) {
  const Daemon daemon;
  MtaClient mta(daemon.socket());
  ASSERT_EQ(mta.symbol_lists().size(), 7U);
  for (const auto& [stage, names] : mta.symbol_lists()) {
    EXPECT_EQ(names, stage == 5 ? "i {client_addr} {auth_authen}" : "") << stage;
  }
}

TEST(Session, TheClientIsKnownFromConnectingWhereMacrosCannotBeChosen) {
  const Daemon daemon({"", "[exempt]\nclients = [\"198.51.100.0/24\", \"2001:db8::/32\"]", {}, ""});
  for (const std::string client : {"198.51.100.7", "IPv6:2001:db8::7"}) {
    MtaClient mta(daemon.socket(), {6, 0xFF, 0x1FFFFF});
    mta.macros().erase("{client_addr}");
    EXPECT_EQ(mta.steps() & kNoConnect, 0U);
    mta.connect_info(client);
    EXPECT_EQ(mta.deliver({}).answer, 'a') << client;
  }
  MtaClient stranger(daemon.socket());
  EXPECT_EQ(stranger.deliver({}).answer, 'y');
}

TEST(Session, ChunksCutAnywhere) {
  const Daemon daemon;
  TestLetter letter;
  letter.header.push_back({"Content-Type", " multipart/mixed; boundary=\"b\""});
  letter.body =
      "--b\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: "
      "base64\r\n\r\nVGlja2V0OiBUSy0xMjM0\r\n--b--\r\n";
  for (const size_t chunk : {size_t{1}, size_t{2}, size_t{3}, size_t{7}, size_t{50}, size_t{65535}}) {
    MtaClient mta(daemon.socket());
    EXPECT_EQ(mta.deliver(letter, chunk).answer, 'a') << chunk;
  }
}

TEST(Session, FoldedHeaderFieldsComeWithBareLineFeeds) {
  const Daemon daemon;
  TestLetter letter;
  letter.header = {{"Subject", " =?utf-8?B?VGlja2V0?=\n =?utf-8?B?OiBUSy0xMjM0?="}};
  MtaClient mta(daemon.socket());
  EXPECT_EQ(mta.deliver(letter).answer, 'a');
}

TEST(Session, PipelinedLettersInOneWrite) {
  const Daemon daemon;
  MtaClient mta(daemon.socket());
  for (int i = 0; i < 5; ++i) {
    mta.hold_back();
    mta.mail("<a@vektor.test>");
    mta.recipient("<tickets@firm.test>");
    mta.recipient("<parcels@firm.test>");
    EXPECT_EQ(mta.data(), 'c');
    mta.hold_back();
    mta.begin(with_ticket());
    const Ending ending = mta.end();
    EXPECT_EQ(ending.answer, 'y');
    EXPECT_NE(ending.reply.find("Letter to parcels@firm.test was NOT sent"), std::string::npos);
    EXPECT_EQ(ending.reply.find("to tickets@firm.test"), std::string::npos);
    mta.abort();
  }
}

TEST(Session, ARefusedRecipientDoesNotEndTheLetter) {
  // The MTA tells of recipients that it accepts itself; one that it refuses never comes.
  const Daemon daemon;
  MtaClient mta(daemon.socket(), {6, 0x1FF, 0x1FFFFFU & ~0x100U});
  mta.mail("<a@vektor.test>");
  mta.recipient("<a@elsewhere.test>");
  mta.send('U', std::string("RCPT TO:<broken") + '\0');
  EXPECT_EQ(mta.receive().first, 'c');
  mta.recipient("tickets@firm.test");
  ASSERT_EQ(mta.data(), 'c');
  mta.begin({});
  EXPECT_EQ(mta.end().reply.substr(0, 9), "550-5.7.1");
}

TEST(Session, AbortInTheMiddleLeavesNothingBehind) {
  const Daemon daemon;
  MtaClient mta(daemon.socket());
  for (int i = 0; i < 3; ++i) {
    mta.mail("<a@vektor.test>");
    mta.recipient("<tickets@firm.test>");
    if (i > 0) {
      ASSERT_EQ(mta.data(), 'c');
      mta.field("Subject", " Ticket: TK-1234");
    }
    if (i > 1) {
      mta.end_of_header();
      mta.body("Ticket: TK-1234\r\n");
    }
    mta.abort();
    EXPECT_EQ(mta.deliver({}).reply, kRefusal) << "the ticket of an aborted letter was seen";
  }
}

TEST(Session, ANewMailReplacesALetterThatWasNeverEnded) {
  const Daemon daemon;
  MtaClient mta(daemon.socket());
  mta.mail("<a@vektor.test>");
  mta.recipient("<parcels@firm.test>");
  mta.mail("<b@vektor.test>");
  mta.recipient("<tickets@firm.test>");
  ASSERT_EQ(mta.data(), 'c');
  mta.begin({});
  EXPECT_EQ(mta.end().reply, kRefusal);
}

TEST(Session, ForgedMarksAreRemovedFromTheLast) {
  const Daemon daemon;
  MtaClient mta(daemon.socket());
  TestLetter letter = with_ticket();
  letter.header.push_back({"X-Pismovod", " tickets@firm.test; verdict=pass"});
  letter.header.push_back({"X-PISMOVOD", " more"});
  const Ending ending = mta.deliver(letter);
  EXPECT_EQ(ending.answer, 'a');
  EXPECT_EQ(ending.edits, (std::vector<std::string>{"change 2 X-Pismovod:", "change 1 X-Pismovod:"}));
}

TEST(Session, ModesOfMailboxes) {
  const Daemon daemon;
  MtaClient mta(daemon.socket());
  TestLetter letter;
  letter.header.push_back({"X-Pismovod", " forged"});
  letter.recipients = {"<watched@firm.test>"};
  Ending ending = mta.deliver(letter);
  EXPECT_EQ(ending.answer, 'a');
  EXPECT_TRUE(ending.edits.empty());
  letter.recipients = {"<marked@firm.test>"};
  ending = mta.deliver(letter);
  EXPECT_EQ(ending.answer, 'a');
  EXPECT_EQ(ending.edits, (std::vector<std::string>{"change 1 X-Pismovod:",
                                                    "add X-Pismovod: marked@firm.test; verdict=fail; missing=ticket"}));
  letter.recipients = {"<marked@firm.test>", "<watched@firm.test>", "<tickets@firm.test>"};
  EXPECT_EQ(mta.deliver(letter).answer, 'y');
}

TEST(Session, ModeForAll) {
  const Daemon daemon({"mode = \"observe\"", "", {}, ""});
  MtaClient mta(daemon.socket());
  EXPECT_EQ(mta.deliver({}).answer, 'a');
  EXPECT_TRUE(daemon.logs("decision=accept from=i***@vektor.test rcpts=1"));
  EXPECT_TRUE(daemon.logs("verdict=fail"));
}

TEST(Session, HoldAndWithhold) {
  const Daemon daemon;
  MtaClient mta(daemon.socket());
  TestLetter letter;
  letter.recipients = {"<held@firm.test>"};
  Ending ending = mta.deliver(letter);
  EXPECT_EQ(ending.answer, 'a');
  EXPECT_TRUE(ending.has("quarantine pismovod: held@firm.test fails"));
  letter.recipients = {"Withheld@firm.test", "<a@elsewhere.test>", "<withheld@FIRM.test>"};
  ending = mta.deliver(letter);
  EXPECT_EQ(ending.answer, 'a');
  EXPECT_TRUE(ending.has("delrcpt Withheld@firm.test"));
  EXPECT_TRUE(ending.has("delrcpt <withheld@FIRM.test>"));
  letter.recipients = {"<withheld@firm.test>"};
  EXPECT_EQ(mta.deliver(letter).answer, 'y');
}

TEST(Session, WithoutLeadingSpacesTheMtaPutsThem) {
  const Daemon daemon;
  MtaClient mta(daemon.socket(), {6, 0x1FF, 0x1FFFFFU & ~kLeadingSpace});
  TestLetter letter;
  letter.recipients = {"<marked@firm.test>"};
  EXPECT_TRUE(mta.deliver(letter).has("add X-Pismovod:marked@firm.test; verdict=fail; missing=ticket"));
}

TEST(Session, AnMtaThatCannotChangeLettersStillGetsItsAnswer) {
  const Daemon daemon;
  MtaClient mta(daemon.socket(), {6, kSetSymbolList, 0x1FFFFF});
  TestLetter letter;
  letter.recipients = {"<marked@firm.test>"};
  EXPECT_EQ(mta.deliver(letter).answer, 'a');
  EXPECT_TRUE(daemon.logs("the MTA would not change the letter"));
  EXPECT_EQ(mta.deliver({}).answer, 'y');
}

TEST(Session, PercentSignsAreDoubled) {
  const Daemon daemon;
  write_text(daemon.folder() / "ru.toml", "[reply]\nneeds = \"100 % NE %s: {items}\"\n");
  // Texts stand at the top of the file, before the tables.
  write_text(daemon.config(), "texts = [\"shipped\", \"ru.toml\"]\n" + read_text(daemon.config()));
  daemon.signal(SIGUSR1);
  ASSERT_TRUE(daemon.logs("event=reload result=done"));
  MtaClient mta(daemon.socket());
  EXPECT_NE(mta.deliver({}).reply.find("550-5.7.1 100 %% NE %%s: ticket\r\n"), std::string::npos);
}

TEST(Session, EightBitHeadersAndNothingAtAll) {
  const Daemon daemon;
  TestLetter letter;
  letter.header = {{"Subject", " \xCF\xF0\xE8\xE2\xE5\xF2"}, {"From", " a"}, {"From", " b"}, {"X", ""}};
  letter.body = "";
  MtaClient mta(daemon.socket());
  EXPECT_EQ(mta.deliver(letter).reply, kRefusal);
  letter.header.clear();
  EXPECT_EQ(mta.deliver(letter).reply, kRefusal);
}

TEST(Session, AHeaderFieldLargerThanLibmiltersOwnBound) {
  const Daemon daemon;
  TestLetter letter;
  letter.header.push_back({"X-Large", std::string(300000, 'x')});
  MtaClient mta(daemon.socket());
  const Ending ending = mta.deliver(letter);
  EXPECT_EQ(ending.answer, 'a');  // cannot be inspected: never refused
  EXPECT_TRUE(ending.has("add X-Pismovod: tickets@firm.test; verdict=pass; unverified=ticket"));
}

TEST(Session, AHeaderOfTenMegabytes) {
  const Daemon daemon;
  TestLetter letter;
  for (int i = 0; i < 160; ++i) letter.header.push_back({"X-Large", std::string(65000, 'x')});
  MtaClient mta(daemon.socket());
  EXPECT_EQ(mta.deliver(letter).answer, 'a');
  EXPECT_TRUE(daemon.logs("cannot_inspect="));
}

TEST(Session, GarbageEndsTheConnectionAndNothingElse) {
  const Daemon daemon;
  for (const std::string& garbage :
       {std::string("GET / HTTP/1.0\r\n\r\n"), std::string(4, '\xFF') + "x", std::string(5, '\0')}) {
    MtaClient mta(daemon.socket());
    mta.mail("<a@vektor.test>");
    EXPECT_TRUE(write_all(mta.descriptor(), garbage).has_value());
    EXPECT_THROW(mta.receive(), std::runtime_error);
  }
  MtaClient mta(daemon.socket());
  EXPECT_EQ(mta.deliver({}).answer, 'y');
}

}  // namespace
}  // namespace pismovod::test
