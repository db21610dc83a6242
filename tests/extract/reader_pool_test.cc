// What a pool does when its processes die, hang, or are all busy.
#include "extract/reader_pool.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>

#include <algorithm>
#include <thread>

#include "extract/shared_pool.h"
#include "samples/odd_reader.h"
#include "samples/office.h"
#include "samples/pictures.h"

namespace pismovod {
namespace {

using samples::OddReader;
using std::chrono::milliseconds;
using testing::HasSubstr;

const std::string kDocx = samples::docx(samples::paragraph("ИНН 7713456712"));

ReaderPoolOptions options_of(unsigned processes) {
  ReaderPoolOptions options = test_options();
  options.processes = processes;
  return options;
}

// The processes that this pool has started: those that were not there before.
std::vector<pid_t> new_processes(const std::vector<pid_t>& before) {
  std::vector<pid_t> found = reader_processes();
  std::erase_if(found, [&](pid_t pid) { return std::find(before.begin(), before.end(), pid) != before.end(); });
  return found;
}

TEST(ReaderPool, StartsItsProcessesAndSaysHowTheyAreHeld) {
  ReaderPool pool(options_of(2));
  const std::vector<pid_t> before = reader_processes();
  ASSERT_TRUE(pool.start());
  EXPECT_EQ(new_processes(before).size(), 2U);
  EXPECT_EQ(pool.counts().started, 2U);
  EXPECT_THAT(pool.confinement(), HasSubstr("limits"));
  RecordProperty("confinement", pool.confinement());
  std::printf("confinement: %s\n", pool.confinement().c_str());
}

TEST(ReaderPool, WithoutItsExecutableEverythingFailsAtOnce) {
  ReaderPoolOptions options = options_of(1);
  options.executable = "/nonexistent/reader";
  ReaderPool pool(options);
  EXPECT_FALSE(pool.start());
  const auto documents = read_file_of(kDocx, "a.docx", ReadDepth::text, kLongEnough, pool);
  ASSERT_EQ(documents.size(), 1U);
  EXPECT_EQ(documents[0].text, ReadState::failed);
  EXPECT_EQ(documents[0].name, "a.docx");
}

TEST(ReaderPool, AnExecutableThatIsNoReaderFailsToo) {
  ReaderPoolOptions options = options_of(1);
  options.executable = "/bin/true";
  ReaderPool pool(options);
  EXPECT_FALSE(pool.start());
  EXPECT_EQ(read_file_of(kDocx, "a.docx", ReadDepth::text, kLongEnough, pool)[0].text, ReadState::failed);
}

TEST(ReaderPool, AProcessThatDiedWhileIdleIsReplaced) {
  ReaderPool pool(options_of(1));
  const std::vector<pid_t> before = reader_processes();
  ASSERT_TRUE(pool.start());
  for (const pid_t pid : new_processes(before)) {
    ::kill(pid, SIGKILL);
    siginfo_t gone{};
    ::waitid(P_PID, static_cast<id_t>(pid), &gone, WEXITED | WNOWAIT);  // the pool reaps it
  }
  EXPECT_EQ(read_file_of(kDocx, "a", ReadDepth::text, kLongEnough, pool)[0].text, ReadState::read);
  EXPECT_EQ(pool.counts().started, 2U);
}

TEST(ReaderPool, AProcessKilledInTheMiddleFailsItsFileAlone) {
  ReaderPoolOptions options = options_of(1);
  const OddReader odd(options.limits, OddReader::Way::is_killed, 1);
  options.executable = odd.executable();
  ReaderPool pool(options);
  EXPECT_EQ(read_file_of(kDocx, "a", ReadDepth::text, kLongEnough, pool)[0].text, ReadState::failed);
  EXPECT_EQ(read_file_of(kDocx, "a", ReadDepth::text, kLongEnough, pool)[0].text, ReadState::read);
  EXPECT_EQ(pool.counts().died, 1U);
}

TEST(ReaderPool, AProcessThatTalksNonsenseIsEnded) {
  ReaderPoolOptions options = options_of(1);
  const OddReader odd(options.limits, OddReader::Way::babbles, 1);
  options.executable = odd.executable();
  ReaderPool pool(options);
  const ReadState state = read_file_of(kDocx, "a", ReadDepth::text, kLongEnough, pool)[0].text;
  EXPECT_TRUE(state == ReadState::failed || state == ReadState::too_large) << static_cast<int>(state);
  EXPECT_EQ(read_file_of(kDocx, "a", ReadDepth::text, kLongEnough, pool)[0].text, ReadState::read);
}

TEST(ReaderPool, AProcessThatHangsIsKilledAtTheDeadlineAndReplaced) {
  ReaderPool pool(options_of(1));
  const std::vector<pid_t> before = reader_processes();
  ASSERT_TRUE(pool.start());
  ::kill(new_processes(before)[0], SIGSTOP);
  EXPECT_EQ(read_file_of(kDocx, "a", ReadDepth::text, milliseconds(300), pool)[0].text, ReadState::timed_out);
  EXPECT_EQ(pool.counts().killed_late, 1U);
  EXPECT_EQ(read_file_of(kDocx, "a", ReadDepth::text, kLongEnough, pool)[0].text, ReadState::read);
}

TEST(ReaderPool, WhenAllAreBusyACallerWaitsUntilItsDeadline) {
  ReaderPool pool(options_of(1));
  auto busy = pool.take(std::chrono::steady_clock::now() + kLongEnough, true);
  ASSERT_TRUE(busy);
  EXPECT_EQ(read_file_of(kDocx, "b", ReadDepth::text, milliseconds(200), pool)[0].text, ReadState::timed_out);
  std::thread waiting(
      [&] { EXPECT_EQ(read_file_of(kDocx, "c", ReadDepth::text, kLongEnough, pool)[0].text, ReadState::read); });
  pool.give_back(std::move(busy));
  waiting.join();
}

TEST(ReaderPool, WhatWasReadBeforeTheDeadlineStays) {
  const std::string scan = samples::jpeg(samples::page({"Акт передачи прав", "рег. номер 800517702"}));
  const std::string octets = samples::stored_zip({{"a.txt", "text"}, {"b.jpg", scan}});
  ReaderPool pool(options_of(1));
  const std::vector<pid_t> before = reader_processes();
  ASSERT_TRUE(pool.start());
  const auto known = read_file_of(octets, "a.zip", ReadDepth::text, kLongEnough, pool);
  ::kill(new_processes(before)[0], SIGSTOP);
  const auto content = Content::of(octets, {});
  ReadRequest request;
  request.content = content->descriptor();
  request.octets = octets.size();
  request.attachment = 1;
  request.file_name = "a.zip";
  request.depth = ReadDepth::ocr;
  request.deadline = std::chrono::steady_clock::now() + milliseconds(300);
  request.known = &known;
  const auto documents = pool.read(request);
  ASSERT_EQ(documents.size(), 3U);
  EXPECT_EQ(documents[1].passages[0].text, "text");
  EXPECT_EQ(documents[2].text, ReadState::read);
  EXPECT_EQ(documents[2].pages[0].ocr, ReadState::timed_out);
  EXPECT_EQ(documents[2].ocr, ReadState::timed_out);
}

ReadRequest request_of(const Content& content, int attachment, ReadDepth depth) {
  ReadRequest request;
  request.content = content.descriptor();
  request.octets = content.size();
  request.attachment = attachment;
  request.file_name = std::to_string(attachment);
  request.depth = depth;
  request.deadline = std::chrono::steady_clock::now() + kLongEnough;
  return request;
}

TEST(ReaderPool, PagesOfALetterAreSharedByItsFilesTheFirstOfEachFirst) {
  const std::vector<Raster> three(3, samples::page({"Акт передачи прав", "рег. номер 800517702"}, {.dpi = 60}));
  const auto content = Content::of(samples::tiff(three), {});
  unsigned left = 3;
  std::vector<ReadRequest> requests = {request_of(*content, 1, ReadDepth::ocr),
                                       request_of(*content, 2, ReadDepth::ocr)};
  for (ReadRequest& request : requests) request.pages_left = &left;
  ReaderPool pool(options_of(1));
  const auto read = pool.read_all(requests);
  const auto looked_at = [&](size_t file) {
    return std::ranges::count_if(read[file][0].pages, [](const Page& p) { return p.ocr != ReadState::too_large; });
  };
  EXPECT_EQ(left, 0U);
  EXPECT_EQ(looked_at(0) + looked_at(1), 3);
  EXPECT_GE(looked_at(0), 1);
  EXPECT_GE(looked_at(1), 1);
  EXPECT_EQ(read[1][0].pages.back().ocr, ReadState::too_large);
}

TEST(ReaderPool, AFileWhoseProcessorTimeIsUsedUpGetsNoFurtherPage) {
  const std::vector<Raster> three(3, samples::page({"Акт передачи прав"}));
  const auto content = Content::of(samples::tiff(three), {});
  ReaderPoolOptions options = options_of(1);
  options.limits.file_cpu_seconds = 0;
  ReaderPool pool(options);
  const auto documents = pool.read(request_of(*content, 1, ReadDepth::ocr));
  EXPECT_EQ(documents[0].pages.back().ocr, ReadState::timed_out);
}

TEST(ReaderPool, WhoAskedFirstGetsAReaderFirst) {
  ReaderPool pool(options_of(1));
  auto busy = pool.take(std::chrono::steady_clock::now() + kLongEnough, true);
  ASSERT_TRUE(busy);
  EXPECT_FALSE(pool.is_wanted());
  std::thread waiting([&] {
    auto mine = pool.take(std::chrono::steady_clock::now() + kLongEnough, true);
    EXPECT_TRUE(mine);
    pool.give_back(std::move(mine));
  });
  while (!pool.is_wanted()) std::this_thread::yield();
  pool.give_back(std::move(busy));
  auto again = pool.take(std::chrono::steady_clock::now() + kLongEnough, true);
  EXPECT_TRUE(again);
  pool.give_back(std::move(again));
  waiting.join();
}

TEST(ReaderPool, ManyThreadsShareIt) {
  ReaderPool pool(options_of(2));
  std::atomic<int> read{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] {
      for (int k = 0; k < 20; ++k) {
        read += read_file_of(kDocx, "a", ReadDepth::text, kLongEnough, pool)[0].text == ReadState::read ? 1 : 0;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(read, 160);
  EXPECT_EQ(pool.counts().died, 0U);
}

TEST(ReaderPool, ProcessesAreReplacedAfterSoManyJobs) {
  ReaderPoolOptions options = options_of(1);
  options.jobs_of_process = 3;
  ReaderPool pool(options);
  for (int i = 0; i < 7; ++i) {
    EXPECT_EQ(read_file_of(kDocx, "a", ReadDepth::text, kLongEnough, pool)[0].text, ReadState::read);
  }
  EXPECT_EQ(pool.counts().started, 3U);
}

TEST(ReaderPool, SeveralFilesOfOneCallKeepTheirOrder) {
  std::vector<Content> contents;
  std::vector<ReadRequest> requests;
  for (int i = 0; i < 9; ++i) {
    const std::string octets = samples::docx(samples::paragraph(std::to_string(i)));
    contents.push_back(*Content::of(octets, {}));
    ReadRequest request;
    request.content = contents.back().descriptor();
    request.octets = octets.size();
    request.attachment = i + 1;
    request.deadline = std::chrono::steady_clock::now() + kLongEnough;
    requests.push_back(request);
  }
  const auto read = shared_pool().read_all(requests);
  ASSERT_EQ(read.size(), 9U);
  for (int i = 0; i < 9; ++i) {
    EXPECT_EQ(read[static_cast<size_t>(i)][0].passages[0].text, std::to_string(i));
    EXPECT_EQ(read[static_cast<size_t>(i)][0].attachment, i + 1);
  }
}

TEST(ReaderPool, NoProcessOutlivesIt) {
  const std::vector<pid_t> before = reader_processes();
  {
    ReaderPool pool(options_of(2));
    ASSERT_TRUE(pool.start());
  }
  EXPECT_TRUE(new_processes(before).empty());
}

}  // namespace
}  // namespace pismovod
