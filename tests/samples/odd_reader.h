// A reader executable that goes wrong in the middle of a job, as real ones may: a script that takes
// the limits and the first octet of its job, and then does what it is told.
#pragma once

#include <string>

#include "extract/reader_limits.h"

namespace pismovod::samples {

class OddReader {
 public:
  enum class Way { is_killed, hangs, babbles };

  // After so many wrong starts it is the true reader; with none left it stays odd for ever.
  OddReader(const ReaderLimits& limits, Way way, int times);
  ~OddReader();
  OddReader(const OddReader&) = delete;
  OddReader& operator=(const OddReader&) = delete;

  static constexpr int kAlways = -1;
  std::string executable() const { return folder_ + "/pismovod-reader"; }

 private:
  std::string folder_;
};

}  // namespace pismovod::samples
