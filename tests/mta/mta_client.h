// The MTA's side of milter protocol 6, for scripted sessions. Says what a test wants, in the order
// that it wants; keeps to what was negotiated unless told otherwise.
//
// Throws std::runtime_error when the milter hangs up, is silent for twenty seconds or breaks the
// protocol.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/file.h"

namespace pismovod::test {

// What negotiation offers, by the numbers of the protocol.
struct Offer {
  uint32_t version = 6;
  uint32_t actions = 0x1FF;
  uint32_t steps = 0x1FFFFF;
};

inline constexpr uint32_t kSetSymbolList = 0x100;
inline constexpr uint32_t kNoConnect = 0x1;
inline constexpr uint32_t kNoHelo = 0x2;
inline constexpr uint32_t kNoReplyHeader = 0x80;
inline constexpr uint32_t kNoData = 0x200;
inline constexpr uint32_t kNoReplyMail = 0x4000;
inline constexpr uint32_t kLeadingSpace = 0x100000;

// What the milter did with a letter.
struct Ending {
  char answer = 0;                 // 'a' accept, 'y' reply code, 't' temporary, 'r' reject, 'c' continue
  std::string reply;               // of 'y', lines with CRLF
  std::vector<std::string> edits;  // "add NAME:VALUE", "change INDEX NAME:VALUE", "delrcpt PATH", "quarantine WHY"
  int progress = 0;

  bool has(const std::string& edit) const;
};

struct TestLetter {
  std::string from = "<ivan.petrov@vektor.test>";
  std::vector<std::string> recipients = {"<tickets@firm.test>"};
  std::vector<std::pair<std::string, std::string>> header = {{"From", " ivan.petrov@vektor.test"},
                                                             {"Subject", " question"}};
  std::string body = "Hello\r\n";
};

class MtaClient {
 public:
  explicit MtaClient(const std::string& socket, const Offer& offer = {});

  uint32_t steps() const { return steps_; }
  uint32_t actions() const { return actions_; }
  std::map<std::string, std::string>& macros() { return macros_; }
  const std::map<uint32_t, std::string>& symbol_lists() const { return lists_; }

  void connect_info(const std::string& client);
  void mail(const std::string& from, const std::vector<std::string>& parameters = {});
  void recipient(const std::string& path);
  char data();  // 'c' or 'a'
  void field(const std::string& name, const std::string& value);
  void end_of_header();
  void body(std::string_view chunk);
  Ending end();
  void abort() { send('A', {}); }
  void quit() { send('Q', {}); }

  // A whole letter; `chunk` octets of the body at a time. Stops at DATA where it is let go there.
  Ending deliver(const TestLetter& letter, size_t chunk = 65535);
  // Everything up to the end of the message, but not that.
  void begin(const TestLetter& letter, size_t chunk = 65535);

  void send(char command, std::string_view data);
  // Several packets in one write, as a pipelining MTA sends them.
  void hold_back() { holding_ = true; }
  void flush();
  std::pair<char, std::string> receive();
  int descriptor() const { return socket_.get(); }

 private:
  void send_macros(uint32_t stage, char command);
  void expect_reply(uint32_t no_reply_flag);
  std::string read_exactly(size_t octets);

  FileDescriptor socket_;
  uint32_t steps_ = 0;
  uint32_t actions_ = 0;
  std::map<uint32_t, std::string> lists_;
  std::map<std::string, std::string> macros_;
  bool holding_ = false;
  std::string held_;
};

}  // namespace pismovod::test
