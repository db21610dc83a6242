#include "mta/mta_client.h"

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <sstream>
#include <stdexcept>

namespace pismovod::test {
namespace {

constexpr int kPatienceMilliseconds = 20000;

std::string number(uint32_t value) {
  std::string out;
  for (const unsigned shift : {24U, 16U, 8U, 0U}) out += static_cast<char>((value >> shift) & 0xFFU);
  return out;
}

uint32_t number_at(std::string_view text, size_t at) {
  uint32_t out = 0;
  for (size_t i = 0; i < 4; ++i) out = out << 8U | static_cast<unsigned char>(text.at(at + i));
  return out;
}

std::string word_at(const std::string& data, size_t at) { return data.c_str() + std::min(at, data.size()); }

FileDescriptor connected(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
  FileDescriptor out(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (::connect(out.get(), reinterpret_cast<sockaddr*>(&address), sizeof(address)) != 0) {
    throw std::runtime_error("no milter at " + path);
  }
  return out;
}

}  // namespace

bool Ending::has(const std::string& edit) const { return std::find(edits.begin(), edits.end(), edit) != edits.end(); }

MtaClient::MtaClient(const std::string& socket, const Offer& offer) : socket_(connected(socket)) {
  macros_ = {{"i", "4QID1"}, {"{client_addr}", "192.0.2.7"}};
  send('O', number(offer.version) + number(offer.actions) + number(offer.steps));
  const auto [command, data] = receive();
  if (command != 'O' || data.size() < 12) throw std::runtime_error("no negotiation");
  actions_ = number_at(data, 4);
  steps_ = number_at(data, 8) & ~0x70000000U;
  if ((actions_ & ~offer.actions) != 0 || (steps_ & ~offer.steps) != 0)
    throw std::runtime_error("more than was offered");
  for (size_t at = 12; at + 4 < data.size();) {
    const std::string names = word_at(data, at + 4);
    lists_[number_at(data, at)] = names;
    at += 4 + names.size() + 1;
  }
}

void MtaClient::send(char command, std::string_view data) {
  held_ += number(static_cast<uint32_t>(data.size() + 1)) + command + std::string(data);
  if (!holding_) flush();
}

void MtaClient::flush() {
  holding_ = false;
  const std::string out = std::move(held_);
  held_.clear();
  for (size_t at = 0; at < out.size();) {
    const ssize_t put = ::send(socket_.get(), out.data() + at, out.size() - at, MSG_NOSIGNAL);
    if (put <= 0) throw std::runtime_error("the milter hung up");
    at += static_cast<size_t>(put);
  }
}

std::string MtaClient::read_exactly(size_t octets) {
  std::string out(octets, '\0');
  for (size_t at = 0; at < octets;) {
    pollfd waiting{socket_.get(), POLLIN, 0};
    if (::poll(&waiting, 1, kPatienceMilliseconds) <= 0) throw std::runtime_error("the milter is silent");
    const ssize_t got = ::read(socket_.get(), out.data() + at, octets - at);
    if (got <= 0) throw std::runtime_error("the milter hung up");
    at += static_cast<size_t>(got);
  }
  return out;
}

std::pair<char, std::string> MtaClient::receive() {
  const uint32_t length = number_at(read_exactly(4), 0);
  if (length == 0 || length > (1U << 20U)) throw std::runtime_error("no packet");
  const std::string packet = read_exactly(length);
  return {packet[0], packet.substr(1)};
}

// Macros by the lists that the milter asked for, else what Postfix sends by itself.
void MtaClient::send_macros(uint32_t stage, char command) {
  static const std::array<std::string, 7> defaults = {
      "{client_addr} j v", "", "{auth_authen}", "{rcpt_addr}", "i", "i", "i"};
  const auto asked = lists_.find(stage);
  std::istringstream names(asked == lists_.end() ? defaults.at(stage) : asked->second);
  std::string data(1, command);
  for (std::string name; names >> name;) {
    const auto value = macros_.find(name);
    if (value != macros_.end()) data += name + '\0' + value->second + '\0';
  }
  if (data.size() > 1) send('D', data);
}

void MtaClient::expect_reply(uint32_t no_reply_flag) {
  if ((steps_ & no_reply_flag) != 0) return;
  flush();
  if (receive().first != 'c') throw std::runtime_error("expected to go on");
}

void MtaClient::connect_info(const std::string& client) {
  if ((steps_ & kNoConnect) != 0) return;
  send_macros(0, 'C');
  const bool v6 = client.find(':') != std::string::npos;
  send('C', std::string("client.test") + '\0' + (v6 ? '6' : '4') + std::string(2, '\1') + client + '\0');
  expect_reply(0x1000);
}

void MtaClient::mail(const std::string& from, const std::vector<std::string>& parameters) {
  send_macros(2, 'M');
  std::string data = from + '\0';
  for (const std::string& parameter : parameters) data += parameter + '\0';
  send('M', data);
  expect_reply(kNoReplyMail);
}

void MtaClient::recipient(const std::string& path) {
  send_macros(3, 'R');
  send('R', path + '\0');
  expect_reply(0x8000);
}

char MtaClient::data() {
  if ((steps_ & kNoData) != 0) return 'c';
  send_macros(4, 'T');
  send('T', {});
  flush();
  return receive().first;
}

void MtaClient::field(const std::string& name, const std::string& value) {
  const bool blank = (steps_ & kLeadingSpace) == 0 && value.starts_with(" ");
  send('L', name + '\0' + (blank ? value.substr(1) : value) + '\0');
  expect_reply(kNoReplyHeader);
}

void MtaClient::end_of_header() {
  send_macros(6, 'N');
  send('N', {});
  expect_reply(0x40000);
}

void MtaClient::body(std::string_view chunk) {
  send('B', chunk);
  expect_reply(0x80000);
}

Ending MtaClient::end() {
  send_macros(5, 'E');
  send('E', {});
  flush();
  Ending out;
  for (;;) {
    const auto [command, data] = receive();
    const std::string second = data.size() > 4 ? word_at(data, 4) : "";
    switch (command) {
      case 'p':
        ++out.progress;
        break;
      case 'h':
        out.edits.push_back("add " + word_at(data, 0) + ":" + word_at(data, word_at(data, 0).size() + 1));
        break;
      case 'm':
        out.edits.push_back("change " + std::to_string(number_at(data, 0)) + " " + second + ":" +
                            word_at(data, 4 + second.size() + 1));
        break;
      case '-':
        out.edits.push_back("delrcpt " + word_at(data, 0));
        break;
      case 'q':
        out.edits.push_back("quarantine " + word_at(data, 0));
        break;
      case 'a':
      case 'r':
      case 't':
      case 'y':
      case 'c':
        out.answer = command;
        out.reply = command == 'y' ? word_at(data, 0) : "";
        return out;
      default:
        throw std::runtime_error(std::string("unexpected answer ") + command);
    }
  }
}

void MtaClient::begin(const TestLetter& letter, size_t chunk) {
  for (const auto& [name, value] : letter.header) field(name, value);
  end_of_header();
  for (size_t at = 0; at < letter.body.size(); at += chunk) body(std::string_view(letter.body).substr(at, chunk));
}

Ending MtaClient::deliver(const TestLetter& letter, size_t chunk) {
  mail(letter.from);
  for (const std::string& recipient_path : letter.recipients) recipient(recipient_path);
  if (const char answer = data(); answer != 'c') {
    Ending out;
    out.answer = answer;
    return out;
  }
  begin(letter, chunk);
  return end();
}

}  // namespace pismovod::test
