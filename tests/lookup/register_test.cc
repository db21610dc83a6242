// The register against a server of the test's own, which fails in every way that servers do.

#include "lookup/register.h"

#include <arpa/inet.h>
#include <dirent.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <fstream>
#include <thread>

#include "base/file.h"

namespace pismovod {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr const char* kInn = "7701234507";

std::string firm_answer(const std::string& inn, const std::string& status = "ACTIVE") {
  return R"({"suggestions":[{"value":"ООО \"РОМАШКА\"","data":{"inn":")" + inn +
         R"(","kpp":"770101001","ogrn":"1027700132195","name":{"short_with_opf":"ООО \"РОМАШКА\"","full_with_opf":)"
         R"("ОБЩЕСТВО С ОГРАНИЧЕННОЙ ОТВЕТСТВЕННОСТЬЮ \"РОМАШКА\""},"state":{"status":")" +
         status + R"("}}}]})";
}

// Answers each connection as it is told; counts them, and keeps the last question.
class Server {
 public:
  struct Answer {
    int status = 200;
    std::string body;
    std::chrono::milliseconds after{0};
    bool hangs_up = false;
  };

  Server() {
    listener_ = FileDescriptor(::socket(AF_INET, SOCK_STREAM, 0));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(::bind(listener_.get(), reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
    socklen_t size = sizeof address;
    ::getsockname(listener_.get(), reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
    ::listen(listener_.get(), 100);
    thread_ = std::thread([this] { run(); });
  }
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  ~Server() {
    ends_ = true;
    thread_.join();
  }

  void answer(Answer with) {
    const std::lock_guard lock(mutex_);
    answer_ = std::move(with);
  }
  int questions() const { return questions_; }
  std::string last() {
    const std::lock_guard lock(mutex_);
    return last_;
  }
  std::string address() const { return "http://127.0.0.1:" + std::to_string(port_) + "/party"; }

 private:
  void run() {
    std::vector<std::thread> talks;
    while (!ends_) {
      pollfd waiting{listener_.get(), POLLIN, 0};
      if (::poll(&waiting, 1, 20) <= 0) continue;
      auto one = std::make_shared<FileDescriptor>(::accept(listener_.get(), nullptr, nullptr));
      if (*one) talks.emplace_back([this, one = std::move(one)] { talk(one->get()); });
    }
    for (std::thread& talk : talks) talk.join();
  }

  void talk(int peer) {
    std::string heard;
    char buffer[4096];
    while (heard.find("\"count\"") == std::string::npos) {
      pollfd waiting{peer, POLLIN, 0};
      if (::poll(&waiting, 1, 1000) <= 0) return;
      const ssize_t got = ::recv(peer, buffer, sizeof buffer, 0);
      if (got <= 0) return;
      heard.append(buffer, static_cast<size_t>(got));
    }
    Answer with;
    {
      const std::lock_guard lock(mutex_);
      last_ = heard;
      with = answer_;
    }
    ++questions_;
    for (auto left = with.after; left > 0ms && !ends_; left -= 10ms) {
      pollfd gone{peer, POLLRDHUP, 0};
      if (::poll(&gone, 1, 10) > 0) return;
    }
    if (with.hangs_up) return;
    const std::string said = "HTTP/1.1 " + std::to_string(with.status) +
                             " X\r\nContent-Length: " + std::to_string(with.body.size()) +
                             "\r\nConnection: close\r\n\r\n" + with.body;
    ::send(peer, said.data(), said.size(), MSG_NOSIGNAL);
  }

  FileDescriptor listener_;
  uint16_t port_ = 0;
  std::atomic<bool> ends_{false};
  std::atomic<int> questions_{0};
  std::mutex mutex_;
  Answer answer_;
  std::string last_;
  std::thread thread_;
};

FirmProvider provider(const std::string& address) {
  FirmProvider out;
  out.name = "dadata";
  out.address = address;
  out.headers = {"Authorization: Token {key}"};
  out.body = R"({"query": "{inn}", "count": 1})";
  out.firm = {"/suggestions/0"};
  out.pointers = {{"inn", {"/data/inn"}},
                  {"name", {"/data/name/short_with_opf", "/value"}},
                  {"full_name", {"/data/name/full_with_opf"}},
                  {"kpp", {"/data/kpp"}},
                  {"ogrn", {"/data/ogrn"}},
                  {"status", {"/data/state/status"}}};
  out.statuses = {{"ACTIVE", FirmStatus::active}, {"LIQUIDATED", FirmStatus::liquidated}};
  return out;
}

std::string fresh_path() {
  static int number = 0;
  const std::string path =
      ::testing::TempDir() + "lookup-" + std::to_string(::getpid()) + "-" + std::to_string(++number);
  ::unlink(path.c_str());
  return path;
}

class Register : public ::testing::Test {
 protected:
  RegisterSettings settings() {
    RegisterSettings out;
    out.providers = {provider(server_.address())};
    out.key = "secret-key";
    out.wait = 300ms;
    out.most_a_minute = 1000;
    return out;
  }
  static std::optional<Firm> find(const FirmRegister& firms, const std::string& inn = kInn) {
    return firms.find(inn, Clock::now() + firms.wait());
  }
  Server server_;
};

TEST_F(Register, AnswersAndSendsTheNumberAndTheKeyAlone) {
  server_.answer({200, firm_answer(kInn)});
  const FirmRegister firms(settings());
  const auto firm = find(firms);
  ASSERT_TRUE(firm);
  EXPECT_EQ(firm->name, "ООО \"РОМАШКА\"");
  EXPECT_EQ(firm->kpp, "770101001");
  EXPECT_EQ(firm->status, FirmStatus::active);
  EXPECT_NE(server_.last().find("Authorization: Token secret-key\r\n"), std::string::npos);
  EXPECT_NE(server_.last().find(R"({"query": "7701234507", "count": 1})"), std::string::npos);
}

TEST_F(Register, IsKeptWhateverItSaid) {
  RegisterSettings kept = settings();
  kept.cache = fresh_path();
  server_.answer({200, firm_answer(kInn)});
  {
    const FirmRegister firms(kept);
    for (int i = 0; i < 10; ++i) EXPECT_TRUE(find(firms));
    EXPECT_EQ(server_.questions(), 1);
    server_.answer({200, R"({"suggestions":[]})"});
    for (int i = 0; i < 10; ++i) EXPECT_FALSE(find(firms, "6608123455"));
    EXPECT_EQ(server_.questions(), 2);
  }
  const FirmRegister again(kept);  // of another run
  EXPECT_TRUE(find(again));
  EXPECT_EQ(server_.questions(), 2);
  kept.keep = 0s;
  kept.keep_unknown = 0s;
  const FirmRegister forgetful(kept);
  find(forgetful);
  EXPECT_EQ(server_.questions(), 3);
}

TEST_F(Register, NoAnswerIsNoFirm) {
  const std::vector<Server::Answer> faults = {{500, "oops"},
                                              {200, "garbage"},
                                              {200, R"([1, 2])"},
                                              {200, firm_answer("6608123455")},  // another firm
                                              {200, std::string(300'000, ' ')},
                                              {302, ""},
                                              {200, "", 0ms, true}};
  for (const Server::Answer& fault : faults) {
    const FirmRegister firms(settings());
    server_.answer(fault);
    EXPECT_FALSE(find(firms));
    EXPECT_EQ(firms.figures().front().failures, 1U);
  }
}

TEST_F(Register, WaitsNoLongerThanItMay) {
  server_.answer({200, firm_answer(kInn), 20000ms});
  const FirmRegister firms(settings());
  const auto begun = Clock::now();
  EXPECT_FALSE(find(firms));
  EXPECT_LT(Clock::now() - begun, 2500ms);  // the machine has other work
  EXPECT_FALSE(firms.find(kInn, Clock::now() - 1ms));
}

TEST_F(Register, WhoRefusesIsLeftAlone) {
  for (const int status : {401, 429}) {
    server_.answer({status, "{}"});
    const int before = server_.questions();
    const FirmRegister firms(settings());
    for (int i = 0; i < 5; ++i) EXPECT_FALSE(find(firms));
    EXPECT_EQ(server_.questions(), before + 1) << status;
    EXPECT_TRUE(firms.figures().front().is_paused);
  }
  server_.answer({500, ""});
  const int before = server_.questions();
  const FirmRegister firms(settings());
  for (int i = 0; i < 9; ++i) EXPECT_FALSE(find(firms));
  EXPECT_EQ(server_.questions(), before + 3);
}

TEST_F(Register, TheNextOneIsAsked) {
  RegisterSettings two = settings();
  two.providers.insert(two.providers.begin(), provider("http://127.0.0.1:1/"));  // nobody listens there
  server_.answer({200, firm_answer(kInn)});
  EXPECT_TRUE(find(FirmRegister(two)));
}

TEST_F(Register, OwnClientsAreAskedOfNobody) {
  RegisterSettings own = settings();
  own.clients = fresh_path();
  std::ofstream(own.clients) << "ИНН;Наименование;КПП\n7701234507;ООО «Ромашка»;770101001\n";
  const FirmRegister firms(own);
  ASSERT_TRUE(find(firms));
  EXPECT_EQ(find(firms)->source, "clients");
  EXPECT_EQ(server_.questions(), 0);
  ::unlink(own.clients.c_str());
}

TEST_F(Register, OnlySoManyAMinute) {
  RegisterSettings few = settings();
  few.most_a_minute = 3;
  server_.answer({200, R"({"suggestions":[]})"});
  const FirmRegister firms(few);
  for (int i = 0; i < 10; ++i) find(firms);
  EXPECT_EQ(server_.questions(), 3);
}

size_t open_descriptors() {
  size_t count = 0;
  DIR* folder = ::opendir("/proc/self/fd");
  while (::readdir(folder) != nullptr) ++count;
  ::closedir(folder);
  return count;
}

// What a server does in a bad hour, under several threads: nobody waits past the bound, no descriptor is lost.
TEST_F(Register, ManyQuestionsToABadServer) {
  RegisterSettings busy = settings();
  busy.wait = 100ms;
  busy.most_a_minute = 1'000'000;
  std::atomic<int64_t> longest{0};
  const auto ask_all = [&] {
    for (int i = 0; i < 60; ++i) {
      const FirmRegister firms(busy);  // anew: none is paused
      const auto begun = Clock::now();
      find(firms);
      const int64_t took = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - begun).count();
      int64_t known = longest;
      while (took > known && !longest.compare_exchange_weak(known, took)) continue;
    }
  };
  find(FirmRegister(busy));
  const size_t before = open_descriptors();
  std::atomic<bool> ends{false};
  std::thread moody([&] {
    for (int i = 0; !ends; ++i) {
      const std::vector<Server::Answer> all = {
          {200, firm_answer(kInn)},        {500, ""}, {200, "x", 20000ms}, {429, ""}, {200, "", 0ms, true}, {401, ""},
          {200, firm_answer("6608123455")}};
      server_.answer(all[static_cast<size_t>(i) % all.size()]);
      std::this_thread::sleep_for(3ms);
    }
  });
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) threads.emplace_back(ask_all);
  for (std::thread& thread : threads) thread.join();
  ends = true;
  moody.join();
  EXPECT_LT(longest, 100 + 5000);  // the machine has other work; the server would take twenty seconds
  // The server's side of the last questions is closed when it sees that they were given up.
  const auto until = Clock::now() + 10s;
  while (open_descriptors() > before && Clock::now() < until) std::this_thread::sleep_for(20ms);
  EXPECT_LE(open_descriptors(), before);
}

TEST(Provider, ReadsTheAnswersOfApiFns) {
  FirmProvider fns;
  fns.name = "api-fns";
  fns.firm = {"/items/0/ЮЛ", "/items/0/ИП"};
  fns.pointers = {
      {"inn", {"/ИНН", "/ИННФЛ"}}, {"name", {"/НаимСокрЮЛ", "/ФИОПолн"}}, {"kpp", {"/КПП"}}, {"status", {"/Статус"}}};
  fns.statuses = {{"Ликвидировано", FirmStatus::liquidated}};
  const auto firm = firm_in(
      R"({"items":[{"ЮЛ":{"ИНН":"7701234507","КПП":"770101001","НаимСокрЮЛ":"ООО \"РОМАШКА\"","Статус":"Ликвидировано"}}]})",
      fns, kInn);
  ASSERT_TRUE(firm && *firm);
  EXPECT_EQ((*firm)->status, FirmStatus::liquidated);
  const auto person =
      firm_in(R"({"items":[{"ИП":{"ИННФЛ":"502912345634","ФИОПолн":"Ложкин Пётр Петрович"}}]})", fns, "502912345634");
  ASSERT_TRUE(person && *person);
  EXPECT_EQ((*person)->kpp, "");
  const auto none = firm_in(R"({"items":[],"Count":0})", fns, kInn);
  ASSERT_TRUE(none);
  EXPECT_FALSE(none->has_value());
}

}  // namespace
}  // namespace pismovod
