// Letters of an archive, judged by several threads at once: as many wait as are judged, so that memory has a bound
// whatever the archive's size.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace pismovod {

struct ArchivedLetter {
  std::string name;
  std::string octets;
  uint64_t number = 0;  // its place among the others, for who wants their order
  // Its envelope, where that is known; empty: what its own fields say.
  std::string from = {};
  std::vector<std::string> to = {};
};

class Judges {
 public:
  using Judge = std::function<void(const ArchivedLetter&)>;

  // `judge` is called by `threads` threads at a time and must not throw.
  Judges(size_t threads, Judge judge);
  Judges(const Judges&) = delete;
  Judges& operator=(const Judges&) = delete;
  // Waits for all.
  ~Judges();

  // Waits while as many letters wait as there are threads.
  void take(ArchivedLetter letter);
  // Until all that were taken are judged.
  void wait();

 private:
  void work();

  Judge judge_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<ArchivedLetter> waiting_;
  size_t threads_wanted_;
  size_t at_work_ = 0;
  bool is_over_ = false;
  std::vector<std::jthread> threads_;  // last: they use what stands above
};

}  // namespace pismovod
