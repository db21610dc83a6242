// lookup_load COUNT: so many questions of eight threads to a register that fails in every way that servers do.
//
// Prints how long the longest waited, what was found, and what is left of descriptors and threads. Exit status 1 where
// one waited past its bound by more than kGrace, or a descriptor is lost.

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "base/file.h"
#include "lookup/register.h"

namespace pismovod {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr int kClients = 8;
constexpr int kServers = 16;
constexpr int64_t kOneRegister = 10000;  // questions; then a new one, which knows of no pauses
constexpr auto kBound = 250ms;
constexpr auto kGrace = 100ms;

std::string inn_of(int64_t number) {
  const std::string tail = std::to_string(number);
  return "77" + std::string(8 - tail.size(), '0') + tail;
}

class Server {
 public:
  Server() : listener_(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (::bind(listener_.get(), reinterpret_cast<sockaddr*>(&address), size) != 0) std::abort();
    ::getsockname(listener_.get(), reinterpret_cast<sockaddr*>(&address), &size);
    ::listen(listener_.get(), 1000);
    port_ = ntohs(address.sin_port);
    for (int i = 0; i < kServers; ++i) threads_.emplace_back([this](const std::stop_token& end) { run(end); });
  }

  std::string address() const { return "http://127.0.0.1:" + std::to_string(port_) + "/party?inn={inn}"; }
  int64_t questions() const { return questions_; }

 private:
  void run(const std::stop_token& end) {
    while (!end.stop_requested()) {
      pollfd waiting{listener_.get(), POLLIN, 0};
      if (::poll(&waiting, 1, 50) <= 0) continue;
      const FileDescriptor peer(::accept(listener_.get(), nullptr, nullptr));
      if (peer) talk(peer.get());
    }
  }

  void talk(int peer) {
    std::string heard;
    char buffer[2048];
    while (heard.find("\r\n\r\n") == std::string::npos) {
      const ssize_t got = ::recv(peer, buffer, sizeof buffer, 0);
      if (got <= 0) return;
      heard.append(buffer, static_cast<size_t>(got));
    }
    ++questions_;
    const std::string inn = heard.substr(heard.find("inn=") + 4, 10);
    answer(peer, inn, std::atoll(inn.c_str() + 2));
  }

  // A few of each thousand fail, and the last thousand of a register's questions as a whole.
  void answer(int peer, const std::string& inn, int64_t number) {
    const std::string firm = R"({"firm":{"inn":")" + inn + R"(","name":"ООО \"РОМАШКА\"","kpp":"770101001"}})";
    if (number % kOneRegister == kOneRegister - 2000) return say(peer, 429, "");
    if (number % kOneRegister == kOneRegister - 1000) return say(peer, 401, "");
    switch (number % 1000) {
      case 100:
        return say(peer, 500, "");
      case 200:
        return say(peer, 200, "<html>");
      case 300:
        return;  // hangs up
      case 400:
        return say(peer, 200, R"({"firm":{"inn":"7701234507","name":"ООО \"ЛЮТИК\""}})");
      case 500:
        std::this_thread::sleep_for(2 * kBound);
        return say(peer, 200, firm);
      case 600:
        return say(peer, 200, std::string(300000, ' '));
      case 700:
        return say(peer, 200, R"({"firm":null})");
      case 800:
        return say(peer, 200, firm, 10000);  // promises more than it sends
      default:
        return say(peer, 200, firm);
    }
  }

  static void say(int peer, int status, const std::string& body, size_t more = 0) {
    const std::string said = "HTTP/1.1 " + std::to_string(status) +
                             " X\r\nContent-Length: " + std::to_string(body.size() + more) +
                             "\r\nConnection: close\r\n\r\n" + body;
    ::send(peer, said.data(), said.size(), MSG_NOSIGNAL);
  }

  FileDescriptor listener_;
  uint16_t port_ = 0;
  std::atomic<int64_t> questions_{0};
  std::vector<std::jthread> threads_;
};

std::unique_ptr<FirmRegister> made_register(const std::string& address) {
  FirmProvider provider;
  provider.name = "test";
  provider.address = address;
  provider.firm = {"/firm"};
  provider.pointers = {{"inn", {"/inn"}}, {"name", {"/name"}}, {"kpp", {"/kpp"}}};
  RegisterSettings settings;
  settings.providers = {provider};
  settings.wait = kBound;
  settings.most_a_minute = kOneRegister * 100;
  return std::make_unique<FirmRegister>(std::move(settings));
}

size_t entries(const char* folder) {
  const std::filesystem::directory_iterator all(folder);
  return static_cast<size_t>(std::distance(begin(all), end(all)));
}

void raise_to(std::atomic<int64_t>& longest, int64_t microseconds) {
  int64_t known = longest;
  while (microseconds > known && !longest.compare_exchange_weak(known, microseconds)) {
  }
}

int run(int64_t count) {
  Server server;
  std::atomic<int64_t> longest{0};
  std::atomic<int64_t> found{0};
  made_register(server.address())->find(inn_of(0), Clock::now() + kBound);  // libcurl keeps some for itself
  const size_t descriptors = entries("/proc/self/fd");
  const auto begun = Clock::now();
  for (int64_t first = 0; first < count; first += kOneRegister) {
    const auto firms = made_register(server.address());
    std::atomic<int64_t> next{first};
    std::vector<std::jthread> clients;
    for (int i = 0; i < kClients; ++i) {
      clients.emplace_back([&] {
        for (int64_t number = next++; number < std::min(count, first + kOneRegister); number = next++) {
          const auto asked = Clock::now();
          found += firms->find(inn_of(number), asked + kBound) ? 1 : 0;
          raise_to(longest, std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - asked).count());
        }
      });
    }
  }
  const double seconds = std::chrono::duration<double>(Clock::now() - begun).count();
  std::this_thread::sleep_for(4 * kBound);  // the slowest of the server has ended
  const size_t left = entries("/proc/self/fd");
  const bool is_good = left == descriptors && std::chrono::microseconds(longest) < kBound + kGrace;
  std::printf("%lld questions, %lld asked over the network, %lld found, %.0f s\n", static_cast<long long>(count),
              static_cast<long long>(server.questions()), static_cast<long long>(found.load()), seconds);
  std::printf("the longest waited %lld ms (bound %lld), descriptors %zu before and %zu after, threads %zu\n",
              static_cast<long long>(longest / 1000), static_cast<long long>(kBound.count()), descriptors, left,
              entries("/proc/self/task"));
  return is_good ? 0 : 1;
}

}  // namespace
}  // namespace pismovod

int main(int count, char** arguments) { return pismovod::run(count > 1 ? std::atoll(arguments[1]) : 100000); }
