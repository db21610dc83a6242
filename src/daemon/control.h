// The daemon's control socket: a Unix socket of mode 0600 where one asks a word on a line and gets
// lines back, until the daemon hangs up. The first line begins with "ok" or "error".
//
//   reload     reads the configuration anew
//   metrics    what has been counted
//   status     how it goes, a line each
//   probe ADDRESS  stands for a mailbox for a minute; the mailbox
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "base/file.h"
#include "daemon/unix_socket.h"

namespace pismovod {

struct ControlAnswer {
  bool ok = false;
  std::vector<std::string> lines;
};

class ControlServer {
 public:
  using Handler = std::function<ControlAnswer(std::string_view word)>;

  // Takes the listening socket; answers from a thread of its own. The handler must not throw.
  ControlServer(SocketClaim claim, FileDescriptor listening, Handler handler);
  ControlServer(const ControlServer&) = delete;
  ControlServer& operator=(const ControlServer&) = delete;
  // Removes the socket.
  ~ControlServer();

 private:
  void run(const std::stop_token& stop);
  void serve(int connection) const;

  SocketClaim claim_;
  FileDescriptor listening_;
  Handler handler_;
  std::jthread thread_;  // last: it uses what stands above
};

// Asks the daemon that listens there.
Result<ControlAnswer> ask_daemon(const std::string& socket, std::string_view word);

}  // namespace pismovod
