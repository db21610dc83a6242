// The loop of a reader process: jobs come in over a socket, documents and pages go out.
#pragma once

#include <optional>

#include "base/file.h"
#include "extract/reader_protocol.h"
#include "reader/page_reader.h"
#include "reader/scratch.h"

namespace pismovod {

class ReaderServer {
 public:
  explicit ReaderServer(int socket) : socket_(socket) {}

  // Until the other end closes the socket. Returns the process's exit code.
  int run();

 private:
  struct Incoming {
    Frame frame;
    FileDescriptor content;
  };

  std::optional<Incoming> receive();
  bool send(const std::string& frame) const;
  void work(const ReaderJob& job, const FileDescriptor& content);
  void read_documents(const ReaderJob& job, const struct WalkedFile& file);
  void read_page(const ReaderJob& job, struct WalkedFile file);

  int socket_;
  FrameBuffer frames_{size_t{1} << 20};
  FileDescriptor received_;  // came with a frame that is not whole yet, or follows
  ReaderLimits limits_;
  std::optional<PageReader> pages_;
  Scratch scratch_;
};

}  // namespace pismovod
