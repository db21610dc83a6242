// One reader process, as the pool holds it: started, spoken to over a socket, killed and reaped.
//
// It is started with nothing but that socket (as its standard input), a clean environment and a
// process group of its own, which dies with it. One thread at a time.
#pragma once

#include <sys/types.h>

#include <memory>
#include <optional>
#include <string>

#include "base/file.h"
#include "extract/reader_protocol.h"

namespace pismovod {

class ReaderProcess {
  struct Key {};  // start() alone makes one

 public:
  ReaderProcess(Key, pid_t pid, FileDescriptor socket, size_t longest_frame)
      : pid_(pid), socket_(std::move(socket)), frames_(longest_frame) {}

  // Starts the executable and hands it the limits; does not wait for its hello.
  static Result<std::unique_ptr<ReaderProcess>> start(const std::string& executable, const ReaderLimits& limits);

  ReaderProcess(const ReaderProcess&) = delete;
  ReaderProcess& operator=(const ReaderProcess&) = delete;
  // Kills the process if it still runs.
  ~ReaderProcess();

  pid_t pid() const { return pid_; }
  int socket() const { return socket_.get(); }
  unsigned jobs() const { return jobs_; }

  // Hands over a job and the descriptor of its content. False when the process is gone.
  bool send(const ReaderJob& job, int content);
  // Takes what has arrived, without waiting. False when the process has gone or talks nonsense.
  bool receive();
  std::optional<Frame> next_frame() { return frames_.next(); }
  bool is_broken() const { return frames_.is_broken(); }
  // Octets received since the last job was sent.
  size_t received() const { return received_; }

  // Kills what still runs and says how it ended: the signal, or 0 for any other way.
  int end();

 private:
  pid_t pid_;
  FileDescriptor socket_;
  FrameBuffer frames_;
  size_t received_ = 0;
  unsigned jobs_ = 0;
};

// The reader beside the running executable, else where it is installed.
std::string default_reader_executable();

}  // namespace pismovod
