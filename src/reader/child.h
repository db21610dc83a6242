// A converter of old office files, run as a child of the reader: bounded, fed through its standard
// input, heard through its standard output.
//
// It inherits the reader's confinement and gets limits of its own. The reader has one thread, so
// fork is safe here; the pool kills the whole process group at the deadline.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace pismovod {

struct ChildOutput {
  bool ended_well = false;  // exit code 0
  bool was_cut = false;     // it said more than `most` octets, and was stopped
  std::string octets;
};

// The program by its full path and its arguments behind it. `content` is a descriptor of a file,
// read from its beginning.
ChildOutput run_child(const std::vector<std::string>& command, int content, size_t most, unsigned cpu_seconds);

}  // namespace pismovod
