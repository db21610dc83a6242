#include "extract/content.h"

#include <fcntl.h>
#include <sys/mman.h>

#include <cerrno>
#include <utility>

namespace pismovod {
namespace {

Result<FileDescriptor> memory_file() {
  FileDescriptor file(::memfd_create("attachment", MFD_CLOEXEC | MFD_ALLOW_SEALING));
  if (!file) return failure("cannot keep an attachment in memory: " + system_message(errno));
  return file;
}

// The same file for reading alone: the descriptor it was written through would let a reader process
// change what another one reads.
Result<FileDescriptor> for_reading(FileDescriptor file) {
  const std::string path = "/proc/self/fd/" + std::to_string(file.get());
  FileDescriptor opened(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!opened) return failure("cannot open an attachment for reading: " + system_message(errno));
  return opened;
}

}  // namespace

Content::Content(Content&& other) noexcept
    : file_(std::move(other.file_)), size_(other.size_), mapped_(std::exchange(other.mapped_, nullptr)) {}

Content& Content::operator=(Content&& other) noexcept {
  if (this != &other) {
    if (mapped_ != nullptr) ::munmap(const_cast<char*>(mapped_), size_);
    file_ = std::move(other.file_);
    size_ = other.size_;
    mapped_ = std::exchange(other.mapped_, nullptr);
  }
  return *this;
}

Content::~Content() {
  if (mapped_ != nullptr) ::munmap(const_cast<char*>(mapped_), size_);
}

std::string_view Content::view() const {
  if (size_ == 0) return {};
  if (mapped_ == nullptr) {
    void* at = ::mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, file_.get(), 0);
    if (at == MAP_FAILED) return {};
    mapped_ = static_cast<const char*>(at);
  }
  return {mapped_, size_};
}

Result<Content> Content::of(std::string_view octets, const ContentOptions& options) {
  ContentWriter writer(octets.size(), options);
  writer.append(octets);
  return writer.finish();
}

ContentWriter::ContentWriter(size_t expected, const ContentOptions& options)
    : in_memory_(expected <= options.in_memory), file_(in_memory_ ? memory_file() : unlinked_file(options.folder)) {}

bool ContentWriter::append(std::string_view octets) {
  if (!file_) return false;
  if (auto written = write_all(file_->get(), octets); !written) {
    file_ = failure("cannot keep an attachment: " + written.error().text);
    return false;
  }
  size_ += octets.size();
  return true;
}

Result<Content> ContentWriter::finish() {
  if (!file_) return tl::unexpected<Error>(file_.error());
  if (in_memory_) {
    constexpr int kSeals = F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE;
    if (::fcntl(file_->get(), F_ADD_SEALS, kSeals) != 0) return failure("cannot seal: " + system_message(errno));
    return Content(std::move(*file_), size_);
  }
  auto file = for_reading(std::move(*file_));
  if (!file) return tl::unexpected<Error>(file.error());
  return Content(std::move(*file), size_);
}

}  // namespace pismovod
