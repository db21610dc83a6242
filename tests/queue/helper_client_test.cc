#include "queue/helper_client.h"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <thread>

#include "base/file.h"

namespace pismovod {
namespace {

// A helper that gives each peer the same answer, whatever it asks.
class Answering {
 public:
  explicit Answering(std::string answer) : answer_(std::move(answer)) {
    char folder[] = "/tmp/pismovod-helper-XXXXXX";
    folder_ = ::mkdtemp(folder);
    listening_ = FileDescriptor(::socket(AF_UNIX, SOCK_STREAM, 0));
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, path().c_str(), sizeof(address.sun_path) - 1);
    if (::bind(listening_.get(), reinterpret_cast<const sockaddr*>(&address), sizeof(address)) != 0 ||
        ::listen(listening_.get(), 4) != 0)
      std::abort();
    thread_ = std::jthread([this] { run(); });
  }
  Answering(const Answering&) = delete;
  Answering& operator=(const Answering&) = delete;
  ~Answering() {
    ::shutdown(listening_.get(), SHUT_RDWR);
    thread_.join();
    ::unlink(path().c_str());
    ::rmdir(folder_.c_str());
  }
  std::string path() const { return folder_ + "/socket"; }

 private:
  void run() const {
    for (;;) {
      const FileDescriptor peer(::accept(listening_.get(), nullptr, nullptr));
      if (!peer) return;
      char question[64];
      if (::recv(peer.get(), question, sizeof(question), 0) <= 0) continue;
      ::send(peer.get(), answer_.data(), answer_.size(), MSG_NOSIGNAL);
    }
  }

  std::string answer_;
  std::string folder_;
  FileDescriptor listening_;
  std::jthread thread_;
};

constexpr const char* kId = "4F1A2B3C4D";

TEST(HelperClient, TellsWhatTheHelperSaid) {
  const Answering held("ok held <a@b.example>\n");
  EXPECT_EQ(HelperClient(held.path()).held(kId).value(), "<a@b.example>");
  const Answering none("ok\n");
  EXPECT_FALSE(HelperClient(none.path()).held(kId).value());
  EXPECT_TRUE(HelperClient(none.path()).release(kId));
  const Answering error("error postsuper: no\n");
  EXPECT_EQ(HelperClient(error.path()).drop(kId).error().text, "postsuper: no");
}

TEST(HelperClient, HalfAnAnswerIsAnError) {
  for (const char* answer : {"", "ok", "ok held <a@b", "yes\n"}) {
    const Answering helper(answer);
    EXPECT_FALSE(HelperClient(helper.path()).release(kId)) << answer;
  }
}

TEST(HelperClient, SaysWhereNoHelperIs) {
  const auto done = HelperClient("/nowhere/pismovod-queue.sock").drop(kId);
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().text, "the helper at /nowhere/pismovod-queue.sock: No such file or directory");
}

TEST(HelperClient, AsksForNothingButAQueueId) {
  const Answering helper("ok\n");
  EXPECT_FALSE(HelperClient(helper.path()).drop("ALL"));
  EXPECT_FALSE(HelperClient(helper.path()).drop("4F1A2B3C4D\ndrop 4F1A2B3C4E"));
}

}  // namespace
}  // namespace pismovod
