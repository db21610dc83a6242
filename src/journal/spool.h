// Where cases wait while the store cannot take them: a file of lines, only added to, each on the disk
// before its case counts as recorded. Room for it is kept free from the beginning, so that a full disk
// still takes it.
//
// Any thread of one process; the file belongs to one process at a time. Nothing throws.
#pragma once

#include <cstdint>
#include <functional>
#include <mutex>
#include <string>

#include "base/file.h"
#include "journal/store.h"

namespace pismovod {

class Spool {
 public:
  // The file is made, or found again, when it is first needed.
  // `reserved` octets are there whatever happens to the disk; while the disk has room, it grows to `most`.
  Spool(std::string path, int64_t reserved, int64_t most) : path_(std::move(path)), reserved_(reserved), most_(most) {}
  Spool(std::string path, int64_t reserved) : Spool(std::move(path), reserved, reserved) {}

  // Reserves the room; an error is not yet a fault.
  Result<void> prepare();

  // The case is on the disk. An error where there is no room or no file.
  Result<void> add(const RecordRequest& request);

  // As durable: the letter of this case passed, whether the case is here, in the store or on its way.
  Result<void> add_undo(const std::string& number);

  struct Takers {
    std::function<bool(const RecordRequest&)> take;
    std::function<bool(const std::string& number)> undo;
  };
  // Hands over what waits, in its order, until one says that it could not (false); what was taken is never
  // handed over again, except after a crash. How many cases were taken.
  int64_t take_in(const Takers& takers);

  // Octets that wait.
  int64_t waiting();

 private:
  Result<void> open();
  Result<void> add_line(const std::string& line);
  Result<void> append(const std::string& line);
  // The next line behind `taken_`, or nothing.
  std::string next_line();
  void forget_if_empty();

  std::string path_;
  int64_t reserved_;
  int64_t most_;
  std::mutex taking_;  // one that takes in
  std::mutex mutex_;   // of all below
  FileDescriptor file_;
  int64_t size_ = 0;
  int64_t taken_ = 0;
};

}  // namespace pismovod
