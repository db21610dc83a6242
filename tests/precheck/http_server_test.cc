// The server and callers that mean it no good: none of them keeps another from an answer.

#include "precheck/http_server.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>

#include <atomic>
#include <latch>
#include <thread>

#include "base/file.h"
#include "precheck/exchange.h"

namespace pismovod {
namespace {

using std::chrono::milliseconds;

class Client {
 public:
  explicit Client(uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(port);
    ::inet_pton(AF_INET, "127.0.0.1", &to.sin_addr);
    const timeval patience{60, 0};
    ::setsockopt(socket_.get(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    connected_ = ::connect(socket_.get(), reinterpret_cast<sockaddr*>(&to), sizeof to) == 0;
  }
  bool say(std::string_view octets) const {
    return connected_ && ::send(socket_.get(), octets.data(), octets.size(), MSG_NOSIGNAL) == ssize_t(octets.size());
  }
  // All until the server closes.
  std::string hear() const {
    std::string out;
    std::array<char, 4096> buffer{};
    for (ssize_t got = 0; (got = ::recv(socket_.get(), buffer.data(), buffer.size(), 0)) > 0;)
      out.append(buffer.data(), static_cast<size_t>(got));
    return out;
  }
  std::string status() const {
    const std::string all = hear();
    return all.size() < 12 ? "" : all.substr(9, 3);
  }

 private:
  FileDescriptor socket_;
  bool connected_ = false;
};

class Servers : public ::testing::Test {
 protected:
  void start(HttpServerOptions options) {
    options.listen = {"127.0.0.1", 0};
    auto made =
        HttpServer::start(options, {[this](const WebHead& head) { return at_head(head); },
                                    [this](const WebHead& head, std::string_view body) { return at_end(head, body); }});
    ASSERT_TRUE(made) << made.error().text;
    server_ = std::move(*made);
  }

  std::optional<WebAnswer> at_head(const WebHead& head) {
    if (head.path == "/refused") return refusal(403, "no");
    if (head.path == "/throws-at-head") throw std::runtime_error("at head");
    return std::nullopt;
  }

  WebAnswer at_end(const WebHead& head, std::string_view body) {
    if (head.path == "/throws") throw std::runtime_error("x");
    if (head.path == "/slow") go_on_.wait();
    ++answered_;
    return {200, head.method + " " + head.path + " " + head.in_query("a") + " " + std::to_string(body.size())};
  }

  std::string asked(const std::string& request) {
    const Client client(server_->port());
    client.say(request);
    return client.hear();
  }

  static std::string post(const std::string& path, const std::string& body) {
    return "POST " + path + " HTTP/1.1\r\nHost: x\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" +
           body;
  }

  std::latch go_on_{1};
  std::atomic<int> answered_{0};
  std::unique_ptr<HttpServer> server_;
};

TEST_F(Servers, Answers) {
  start({{}, 1 << 20, 1});
  const std::string got = asked(post("/a%20b?a=%D1%8F", "12345"));
  EXPECT_NE(got.find("POST /a b я 5"), std::string::npos) << got;
  EXPECT_NE(got.find("Connection: close"), std::string::npos) << got;
  EXPECT_NE(got.find("Cross-Origin-Resource-Policy: same-origin"), std::string::npos) << got;
}

TEST_F(Servers, WhatCannotBeReadWithinBoundsIsRefusedAtItsHead) {
  start({{}, 1000, 1});
  const auto status = [&](const std::string& head) {
    const Client client(server_->port());
    client.say(head + "\r\n\r\n");
    return client.status();
  };
  EXPECT_EQ(status("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1001"), "413");
  EXPECT_EQ(status("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 104857600"), "413");
  EXPECT_EQ(status("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked"), "411");
  EXPECT_EQ(status("POST / HTTP/1.1\r\nHost: x"), "411");
  EXPECT_EQ(status("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Encoding: gzip"), "415");
  EXPECT_EQ(status("POST /refused HTTP/1.1\r\nHost: x\r\nContent-Length: 900"), "403");
  EXPECT_EQ(status("GET /" + std::string(100'000, 'a') + " HTTP/1.1\r\nHost: x").substr(0, 1), "4");
  EXPECT_EQ(status("GET / HTTP/1.1\r\nHost: x\r\nX: " + std::string(100'000, 'a')).substr(0, 1), "4");
  EXPECT_EQ(answered_, 0);
}

TEST_F(Servers, WhatIsThrownIsAnAnswerOrAnEndOfTheConnection) {
  start({{}, 1000, 1});
  EXPECT_NE(asked(post("/throws", "")).find(" 500 "), std::string::npos);
  EXPECT_EQ(asked(post("/throws-at-head", "")), "");
  EXPECT_NE(asked(post("/", "")).find(" 200 "), std::string::npos);
}

TEST_F(Servers, GarbageEndsNothing) {
  start({{}, 1000, 1, milliseconds(50), milliseconds(100)});
  std::string octets;
  for (unsigned i = 0; i < 30; ++i) {
    octets += static_cast<char>(i * 37 % 251);
    asked(octets + "\r\n\r\n");
  }
  for (const char* text : {"GET\r\n\r\n", "\r\n\r\n\r\n", "POST / HTTP/9.9\r\n\r\n", "GET / HTTP/1.1\r\nHost x\r\n\r\n",
                           "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
                           "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 7\r\n\r\n12345"})
    asked(text);
  EXPECT_NE(asked(post("/", "x")).find(" 200 "), std::string::npos);
}

// More of them than there are threads, or connections that the server keeps.
TEST_F(Servers, ThoseWhoSayNothingToTheirEndKeepNobodyFromAnAnswer) {
  start({{}, size_t{64} << 20, 1, milliseconds(3000), milliseconds(6000)});
  std::vector<std::unique_ptr<Client>> slow;
  for (int i = 0; i < 450; ++i) {
    slow.push_back(std::make_unique<Client>(server_->port()));
    slow.back()->say(i % 2 == 0 ? "POST / HTTP/1.1\r\nHost: x\r\nX-"
                                : "POST / HTTP/1.1\r\nContent-Length: 60000000\r\n\r\nabc");
  }
  std::jthread trickle([&](const std::stop_token& stop) {
    while (!stop.stop_requested()) {
      for (const auto& each : slow) each->say("a");
      std::this_thread::sleep_for(milliseconds(20));
    }
  });
  const std::string got = asked(post("/", "x"));
  EXPECT_NE(got.find(" 200 "), std::string::npos) << got;
  trickle.request_stop();
  trickle.join();
  for (const auto& each : slow) each->hear();  // ends: the server has closed every one of them
  EXPECT_EQ(answered_, 1);
}

TEST_F(Servers, WhoWaitsTooManyIsTurnedAwayAndTheRestGetTheirAnswers) {
  start({{}, 1000, 1});
  std::vector<std::unique_ptr<Client>> all;
  for (int i = 0; i < 30; ++i) {
    all.push_back(std::make_unique<Client>(server_->port()));
    all.back()->say(post("/slow", "x"));
  }
  // Those that are turned away say so while the others wait.
  EXPECT_EQ(all.back()->status(), "503");
  go_on_.count_down();
  int answered = 0;
  for (size_t i = 0; i + 1 < all.size(); ++i) {
    const std::string status = all[i]->status();
    EXPECT_TRUE(status == "200" || status == "503") << status;
    answered += status == "200" ? 1 : 0;
  }
  EXPECT_GE(answered, 4);
  EXPECT_EQ(answered, answered_);
}

TEST_F(Servers, TheEndWaitsForAnswersThatAreBeingMade) {
  start({{}, 1000, 1});
  const Client client(server_->port());
  client.say(post("/slow", "x"));
  std::jthread ending([&] { server_.reset(); });
  go_on_.count_down();
  ending.join();
  client.hear();  // an answer, or the end of the connection; it does not hang
}

// The library's own thread still reads requests while the answerers end.
TEST_F(Servers, ARequestThatComesAtTheEndEndsNothing) {
  for (int i = 0; i < 200; ++i) {
    start({{}, 1000, 1});
    std::vector<std::unique_ptr<Client>> all;
    for (int k = 0; k < 4; ++k) {
      all.push_back(std::make_unique<Client>(server_->port()));
      all.back()->say(post("/", "x"));
    }
    server_.reset();
    for (const auto& each : all) each->hear();
  }
}

TEST(AnswererThreads, TakeNothingOnceClosedAndHaveDoneAllBefore) {
  Answerers answerers(2);
  std::atomic<int> done{0};
  for (int i = 0; i < 8; ++i) EXPECT_TRUE(answerers.take([&] { ++done; }));
  answerers.close();
  EXPECT_EQ(done, 8);
  EXPECT_FALSE(answerers.take([&] { ++done; }));
  EXPECT_EQ(done, 8);
}

}  // namespace
}  // namespace pismovod
