// /metrics and /healthz over HTTP at an address of this machine alone, and the same figures as a file.
#pragma once

#include <functional>
#include <string>
#include <thread>

#include "base/file.h"
#include "base/result.h"
#include "daemon/start_error.h"

namespace pismovod {

// "127.0.0.1:9895", "[::1]:9895": a listening socket there. Refused where the address is not loopback.
Started<FileDescriptor> listen_for_metrics(const std::string& address);
// The same without listening: what is wrong with the address, or an empty text.
std::string trouble_with_metrics_address(const std::string& address);

class MetricsServer {
 public:
  // Answers from a thread of its own, one question at a time. `figures` must not throw.
  MetricsServer(FileDescriptor listening, std::function<std::string()> figures);
  MetricsServer(const MetricsServer&) = delete;
  MetricsServer& operator=(const MetricsServer&) = delete;
  ~MetricsServer();

 private:
  void run(const std::stop_token& stop);
  void serve(int connection) const;

  FileDescriptor listening_;
  std::function<std::string()> figures_;
  std::jthread thread_;  // last: it uses what stands above
};

// Replaces the file whole, readable for all: node_exporter is another user.
Result<void> write_metrics_file(const std::string& path, const std::string& figures);

}  // namespace pismovod
