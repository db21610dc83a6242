// What the reading of one attachment may unpack and say, all files in it together.
#pragma once

#include <algorithm>
#include <cstddef>

#include "extract/reader_limits.h"

namespace pismovod {

class Budget {
 public:
  // `packed` is the size of the attachment: what it unpacks to is bounded by a multiple of it.
  Budget(const ReaderLimits& limits, size_t packed)
      : entries_(limits.archive_entries),
        octets_(std::min(limits.archive_octets, kFree + limits.archive_ratio * packed)),
        entry_octets_(limits.archive_entry_octets) {}

  bool take_entry() {
    if (entries_ == 0) return false;
    --entries_;
    return true;
  }
  // How much one more file may have.
  size_t octets() const { return std::min(octets_, entry_octets_); }
  void take_octets(size_t octets) { octets_ -= std::min(octets, octets_); }

 private:
  static constexpr size_t kFree = size_t{16} << 20;  // small archives of empty tables have any ratio

  size_t entries_;
  size_t octets_;
  size_t entry_octets_;
};

}  // namespace pismovod
