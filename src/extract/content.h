// The decoded octets of an attachment, where a reader process can be handed them: in memory that
// has a descriptor (memfd) while small, else in an unlinked private file.
//
// Nothing but this program can write them, and nobody once they are whole: what a reader is handed
// is a descriptor for reading.
#pragma once

#include <string>
#include <string_view>

#include "base/file.h"

namespace pismovod {

struct ContentOptions {
  size_t in_memory = size_t{1} << 20;
  std::string folder = "/tmp";  // where larger ones go
};

class Content {
 public:
  Content() = default;
  Content(Content&& other) noexcept;
  Content& operator=(Content&& other) noexcept;
  Content(const Content&) = delete;
  Content& operator=(const Content&) = delete;
  ~Content();

  explicit operator bool() const { return static_cast<bool>(file_); }
  int descriptor() const { return file_.get(); }
  size_t size() const { return size_; }
  // All octets, mapped; valid as long as the content. Empty where they cannot be mapped.
  std::string_view view() const;

  static Result<Content> of(std::string_view octets, const ContentOptions& options);

 private:
  friend class ContentWriter;
  Content(FileDescriptor file, size_t size) : file_(std::move(file)), size_(size) {}

  FileDescriptor file_;
  size_t size_ = 0;
  mutable const char* mapped_ = nullptr;
};

// Takes octets in pieces cut anywhere.
class ContentWriter {
 public:
  // `expected` octets, as far as is known.
  ContentWriter(size_t expected, const ContentOptions& options);

  // False when they could not be kept (disk full); finish() then says why.
  bool append(std::string_view octets);
  Result<Content> finish();

 private:
  bool in_memory_;
  size_t size_ = 0;
  Result<FileDescriptor> file_;
};

}  // namespace pismovod
