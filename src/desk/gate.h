// A bound on letters that are judged at a time: libmilter would start as many threads as there are
// connections. Any thread.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <optional>

#include "extract/reader.h"

namespace pismovod {

class Gate {
 public:
  explicit Gate(size_t places) : places_(places) {}

  // A place taken; given back when it goes out of scope. The gate must outlive it.
  class Place {
   public:
    explicit Place(Gate& gate) : gate_(&gate) {}
    Place(Place&& other) noexcept : gate_(other.gate_) { other.gate_ = nullptr; }
    Place& operator=(Place&&) = delete;
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;
    ~Place();

   private:
    Gate* gate_;
  };

  // Waits for a place; nothing where none was free by the deadline.
  std::optional<Place> enter(Deadline deadline);
  // From now on so many; those inside stay.
  void set_places(size_t places);

 private:
  void leave();

  std::mutex mutex_;
  std::condition_variable freed_;
  size_t places_;
  size_t inside_ = 0;
};

}  // namespace pismovod
