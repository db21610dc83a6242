#include "queue/helper_session.h"

#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <memory>
#include <thread>
#include <vector>

#include "base/file.h"

namespace pismovod {
namespace {

// Remembers what it was asked; holds one letter.
class Remembering final : public HeldLetters {
 public:
  explicit Remembering(std::string message_id = "<a@b.example>") : message_id_(std::move(message_id)) {}

  Result<std::optional<std::string>> held(const std::string& queue_id) const override {
    asked.push_back("held " + queue_id);
    if (queue_id == "4F1A2B3C4D") return std::optional(message_id_);
    if (queue_id == "FA11FA11") return failure("postqueue: fatal\nsecond line");
    return std::optional<std::string>();
  }
  Result<void> release(const std::string& queue_id) const override {
    asked.push_back("release " + queue_id);
    return {};
  }
  Result<void> drop(const std::string& queue_id) const override {
    asked.push_back("drop " + queue_id);
    return failure("postsuper: no such letter");
  }

  mutable std::vector<std::string> asked;

 private:
  std::string message_id_;
};

struct Pair {
  Pair() {
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_STREAM, 0, ends.data()) != 0) std::abort();
    ours = FileDescriptor(ends[0]);
    theirs = FileDescriptor(ends[1]);
  }
  FileDescriptor ours;
  FileDescriptor theirs;
};

// What the peer gets who says `words` and then ends.
std::string heard(const std::string& words, const HeldLetters& letters) {
  Pair pair;
  EXPECT_TRUE(write_all(pair.theirs.get(), words));
  ::shutdown(pair.theirs.get(), SHUT_WR);
  serve_question(pair.ours.get(), letters, 1);
  pair.ours = FileDescriptor();
  return read_all(pair.theirs.get(), "the answer").value_or("");
}

TEST(QueueHelper, DoesWhatItIsAsked) {
  const Remembering letters;
  EXPECT_EQ(heard("held 4F1A2B3C4D\n", letters), "ok held <a@b.example>\n");
  EXPECT_EQ(heard("held 4F1A2B3C4E\n", letters), "ok\n");
  EXPECT_EQ(heard("release 3qZ1Yc0Vvpz2xT\n", letters), "ok\n");
  EXPECT_EQ(heard("drop 4F1A2B3C4D\n", letters), "error postsuper: no such letter\n");
  EXPECT_EQ(letters.asked.size(), 4U);
}

TEST(QueueHelper, TakesNoOtherVerb) {
  const Remembering letters;
  for (const char* line :
       {"requeue 4F1A2B3C4D", "DROP 4F1A2B3C4D", "dropp 4F1A2B3C4D", "", " ", "drop", " drop 4F1A2B3C4D"})
    EXPECT_TRUE(answer_to(line, letters).starts_with("error ")) << line;
  EXPECT_TRUE(letters.asked.empty());
}

TEST(QueueHelper, TakesNothingButAQueueId) {
  const Remembering letters;
  for (const char* id :
       {"ALL", "-", "-r", "--help", "../../etc/passwd", "4F1A2B3C4D deferred", "4F1A2B3C4D;id", "$(id)", "4F1A2B3C4D\t",
        "\xd0\x90\xd0\x90\xd0\x90", "4F1A2B3C4D\r", " 4F1A2B3C4D", "4F1A*", "ABCD"})
    EXPECT_TRUE(answer_to("drop " + std::string(id), letters).starts_with("error ")) << id;
  EXPECT_TRUE(answer_to(std::string_view("drop 4F1A2B3C4D\0x", 17), letters).starts_with("error "));
  EXPECT_TRUE(answer_to("drop " + std::string(40, 'A'), letters).starts_with("error "));
  EXPECT_TRUE(letters.asked.empty());
}

TEST(QueueHelper, DoesNothingForWhatIsNotOneLine) {
  const Remembering letters;
  for (const std::string& words :
       {std::string("drop 4F1A2B3C4D"), std::string("held 4F1A2B3C4D\ndrop 4F1A2B3C4D\n"), std::string(64, 'A'),
        std::string(100000, 'A') + "\n", std::string(), std::string("\n\n")})
    EXPECT_EQ(heard(words, letters), "") << words.size();
  EXPECT_TRUE(letters.asked.empty());
}

TEST(QueueHelper, DoesNotWaitForWhoSaysNothing) {
  const Remembering letters;
  Pair pair;
  EXPECT_FALSE(serve_question(pair.ours.get(), letters, 1));
  EXPECT_TRUE(letters.asked.empty());
}

// A Message-ID is written by strangers: the answer stays one line.
TEST(QueueHelper, AnswersWithOneLine) {
  EXPECT_EQ(heard("held 4F1A2B3C4D\n", Remembering("<a\n error\r\x01@b>")), "ok held <a  error  @b>\n");
  EXPECT_EQ(heard("held FA11FA11\n", Remembering()), "error postqueue: fatal second line\n");
  EXPECT_LT(heard("held 4F1A2B3C4D\n", Remembering(std::string(100000, 'x'))).size(), 1100U);
}

TEST(QueueHelper, AnswersRootAndOneUser) {
  const Pair pair;
  const uid_t ours = ::getuid();
  EXPECT_TRUE(may_ask(pair.ours.get(), ours));
  EXPECT_EQ(may_ask(pair.ours.get(), ours + 1), ours == 0);
  std::array<int, 2> pipe{};
  ASSERT_EQ(::pipe(pipe.data()), 0);
  const FileDescriptor reading(pipe[0]);
  const FileDescriptor writing(pipe[1]);
  EXPECT_FALSE(may_ask(reading.get(), ours));
  // A socket of the network has no peer that the system knows.
  const FileDescriptor network(::socket(AF_INET, SOCK_STREAM, 0));
  EXPECT_FALSE(may_ask(network.get(), ours));
}

}  // namespace
}  // namespace pismovod
