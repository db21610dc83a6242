// The one file that a reader may write: in memory, for converters that open their input by a path. It is made before
// the reader is confined, which may make no other: what lies in it is bounded by the limit on the size of files, and
// there is but one.
#pragma once

#include <string_view>

#include "base/file.h"

namespace pismovod {

class Scratch {
 public:
  Scratch();
  // A descriptor of a file that holds these octets, until the next call; -1 where it cannot.
  int hold(std::string_view octets) const;

 private:
  FileDescriptor file_;
};

}  // namespace pismovod
