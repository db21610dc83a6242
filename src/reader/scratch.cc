#include "reader/scratch.h"

#include <sys/mman.h>
#include <unistd.h>

namespace pismovod {

Scratch::Scratch() : file_(::memfd_create("scratch", MFD_CLOEXEC)) {}

int Scratch::hold(std::string_view octets) const {
  if (!file_ || ::ftruncate(file_.get(), 0) != 0 || ::lseek(file_.get(), 0, SEEK_SET) != 0) return -1;
  return write_all(file_.get(), octets) ? file_.get() : -1;
}

}  // namespace pismovod
