#include "extract/reader_pool.h"

#include <poll.h>

#include <algorithm>

#include "extract/reader_session.h"

namespace pismovod {
namespace {

constexpr std::chrono::seconds kLongestStart{10};

// Waits for the first frame of a process that has just been started.
Result<Hello> wait_for_hello(ReaderProcess& process) {
  const Deadline deadline = std::chrono::steady_clock::now() + kLongestStart;
  while (std::chrono::steady_clock::now() < deadline) {
    pollfd ready{process.socket(), POLLIN, 0};
    ::poll(&ready, 1, 100);
    const bool alive = process.receive();
    if (const auto frame = process.next_frame()) {
      if (auto hello = decode_hello(frame->body)) return *hello;
    }
    if (!alive) break;
  }
  return failure("the reader process gives no sign of life");
}

}  // namespace

ReaderPool::ReaderPool(ReaderPoolOptions options)
    : options_(std::move(options)), seats_(std::max(1U, options_.processes)) {
  if (options_.executable.empty()) options_.executable = default_reader_executable();
}

ReaderPool::~ReaderPool() = default;

Result<void> ReaderPool::start() {
  for (unsigned i = 0; i < std::max(1U, options_.processes); ++i) {
    auto process = ReaderProcess::start(options_.executable, options_.limits);
    if (!process) return failure(process.error().text);
    const auto hello = wait_for_hello(**process);
    if (!hello) return failure(options_.executable + ": " + hello.error().text);
    note(*hello);
    const std::lock_guard lock(mutex_);
    ++counts_.started;
    if (idle_.size() < seats_) idle_.push_back(std::move(*process));
  }
  return {};
}

std::vector<std::vector<Document>> ReaderPool::read_all(std::span<const ReadRequest> requests) {
  try {
    return ReaderSession(*this, requests).run();
  } catch (const std::exception&) {  // out of memory: nothing else throws here
    std::vector<std::vector<Document>> failed(requests.size());
    for (size_t i = 0; i < requests.size(); ++i) {
      failed[i].emplace_back().attachment = requests[i].attachment;
      failed[i].front().fail(ReadDepth::outline, ReadState::failed);
    }
    return failed;
  }
}

std::unique_ptr<ReaderProcess> ReaderPool::take(Deadline deadline, bool patient) {
  {
    std::unique_lock lock(mutex_);
    if (!patient && (seats_ == 0 || !waiting_.empty())) return nullptr;
    const auto turn = waiting_.insert(waiting_.end(), next_turn_++);
    const bool had = freed_.wait_until(lock, deadline, [&] { return seats_ > 0 && waiting_.begin() == turn; });
    waiting_.erase(turn);
    freed_.notify_all();  // it is the next one's turn
    if (!had) return nullptr;
    --seats_;
    if (!idle_.empty()) {
      auto process = std::move(idle_.back());
      idle_.pop_back();
      return process;
    }
  }
  auto process = start_one();
  if (!process) give_back(nullptr);
  return process;
}

std::unique_ptr<ReaderProcess> ReaderPool::start_one() {
  auto process = ReaderProcess::start(options_.executable, options_.limits);
  if (!process) return nullptr;
  const std::lock_guard lock(mutex_);
  ++counts_.started;
  return std::move(*process);
}

void ReaderPool::give_back(std::unique_ptr<ReaderProcess> process) {
  if (process && process->jobs() >= options_.jobs_of_process) process.reset();
  const std::lock_guard lock(mutex_);
  if (process) idle_.push_back(std::move(process));
  ++seats_;
  freed_.notify_all();
}

bool ReaderPool::is_wanted() const {
  const std::lock_guard lock(mutex_);
  return !waiting_.empty();
}

void ReaderPool::note(const Hello& hello) {
  const std::lock_guard lock(mutex_);
  confinement_ = hello.confinement;
}

void ReaderPool::note(const JobDone& done) {
  const std::lock_guard lock(mutex_);
  ++counts_.jobs;
  counts_.cpu_microseconds += done.cpu_microseconds;
}

void ReaderPool::note_death(bool late) {
  const std::lock_guard lock(mutex_);
  ++(late ? counts_.killed_late : counts_.died);
}

ReaderPoolCounts ReaderPool::counts() const {
  const std::lock_guard lock(mutex_);
  return counts_;
}

std::string ReaderPool::confinement() const {
  const std::lock_guard lock(mutex_);
  return confinement_;
}

}  // namespace pismovod
