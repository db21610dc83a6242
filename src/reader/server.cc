#include "reader/server.h"

#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <new>

#include "reader/confinement.h"
#include "reader/walker.h"

namespace pismovod {
namespace {

// Processor time of this process and of the converters it has run.
uint64_t cpu_microseconds() {
  uint64_t sum = 0;
  for (const auto who : {RUSAGE_SELF, RUSAGE_CHILDREN}) {
    rusage usage{};
    ::getrusage(who, &usage);
    for (const timeval& part : {usage.ru_utime, usage.ru_stime}) {
      sum += static_cast<uint64_t>(part.tv_sec) * 1000000 + static_cast<uint64_t>(part.tv_usec);
    }
  }
  return sum;
}

// The kernel ends the process (SIGXCPU) when one job has used up what is allowed.
void limit_cpu(unsigned seconds) {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  const auto used = static_cast<rlim_t>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec + 1);
  const rlimit limit{used + seconds, RLIM_INFINITY};
  ::setrlimit(RLIMIT_CPU, &limit);
}

// And at the deadline (SIGALRM), should the pool not be there to do so. 0 takes it back.
void limit_time(uint32_t milliseconds) {
  constexpr uint32_t kGrace = 500;
  const uint32_t left = milliseconds == 0 ? 0 : milliseconds + kGrace;
  itimerval timer{};
  timer.it_value.tv_sec = left / 1000;
  timer.it_value.tv_usec = static_cast<suseconds_t>(left % 1000) * 1000;
  ::setitimer(ITIMER_REAL, &timer, nullptr);
}

// A file mapped for reading.
class Mapping {
 public:
  Mapping(int descriptor, size_t size) : size_(size) {
    if (size == 0) return;
    void* at = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, descriptor, 0);
    if (at != MAP_FAILED) at_ = at;
  }
  Mapping(const Mapping&) = delete;
  Mapping& operator=(const Mapping&) = delete;
  ~Mapping() {
    if (at_ != nullptr) ::munmap(at_, size_);
  }
  bool is_good() const { return at_ != nullptr || size_ == 0; }
  std::string_view view() const { return {static_cast<const char*>(at_), at_ == nullptr ? 0 : size_}; }

 private:
  size_t size_;
  void* at_ = nullptr;
};

FileDescriptor descriptor_of(msghdr& message) {
  FileDescriptor found;
  for (cmsghdr* header = CMSG_FIRSTHDR(&message); header != nullptr; header = CMSG_NXTHDR(&message, header)) {
    if (header->cmsg_level != SOL_SOCKET || header->cmsg_type != SCM_RIGHTS) continue;
    int descriptor = -1;
    std::memcpy(&descriptor, CMSG_DATA(header), sizeof descriptor);
    found = FileDescriptor(descriptor);
  }
  return found;
}

}  // namespace

std::optional<ReaderServer::Incoming> ReaderServer::receive() {
  Incoming incoming;
  for (;;) {
    if (auto frame = frames_.next()) {
      incoming.frame = std::move(*frame);
      if (incoming.frame.kind == FrameKind::job) incoming.content = std::move(received_);
      return incoming;
    }
    std::array<char, 65536> buffer;
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control{};
    iovec part{buffer.data(), buffer.size()};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = control.data();
    message.msg_controllen = control.size();
    const ssize_t got = ::recvmsg(socket_, &message, MSG_CMSG_CLOEXEC);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0 || frames_.is_broken()) return std::nullopt;
    if (FileDescriptor descriptor = descriptor_of(message)) received_ = std::move(descriptor);
    frames_.append({buffer.data(), static_cast<size_t>(got)});
  }
}

bool ReaderServer::send(const std::string& frame) const {
  std::string_view left = frame;
  while (!left.empty()) {
    const ssize_t sent = ::send(socket_, left.data(), left.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent <= 0) ::_exit(0);  // nobody listens any more
    left.remove_prefix(static_cast<size_t>(sent));
  }
  return true;
}

int ReaderServer::run() {
  while (auto incoming = receive()) {
    if (incoming->frame.kind == FrameKind::settings && !pages_) {
      const auto limits = decode_limits(incoming->frame.body);
      if (!limits) return 1;
      limits_ = *limits;
      pages_.emplace(limits_);
      send(encode(Hello{confine(limits_)}));
    } else if (incoming->frame.kind == FrameKind::job && pages_) {
      const auto job = decode_job(incoming->frame.body);
      if (!job) return 1;
      const uint64_t before = cpu_microseconds();
      limit_cpu(job->cpu_seconds);
      limit_time(job->milliseconds);
      work(*job, incoming->content);
      limit_time(0);
      send(encode(JobDone{cpu_microseconds() - before}));
    } else {
      return 1;
    }
  }
  return 0;
}

void ReaderServer::work(const ReaderJob& job, const FileDescriptor& content) {
  const Mapping mapping(content.get(), job.octets);
  WalkedFile file;
  file.octets = mapping.view();
  file.attachment = job.attachment;
  file.name = job.name;
  file.file_name = job.name;
  file.charset = job.charset;
  file.is_letter = job.is_letter;
  if (!mapping.is_good()) return;  // the pool hears no document: failed
  if (job.is_page) {
    read_page(job, std::move(file));
  } else {
    read_documents(job, file);
  }
}

void ReaderServer::read_documents(const ReaderJob& job, const WalkedFile& file) {
  Budget budget(limits_, file.octets.size());
  Walker walker(limits_, budget, scratch_, [this](const NumberedDocument& document) { send(encode(document)); });
  walker.read(file, job.depth);
}

void ReaderServer::read_page(const ReaderJob& job, WalkedFile file) {
  ReadPage read;
  read.page.number = job.page;
  read.page.ocr = ReadState::unreadable;
  try {
    Budget budget(limits_, file.octets.size());
    std::string octets;
    if (find_file(file, job.entry, budget, octets)) {
      Place place;
      const Raster picture = find_picture(file, job.page, {limits_, budget, *pages_, scratch_}, place, read.page.ocr);
      if (!picture.empty()) read = pages_->read(picture, place);
    }
  } catch (const std::bad_alloc&) {
    read = {};
    read.page.ocr = ReadState::too_large;
  } catch (const std::exception&) {
    read = {};
    read.page.ocr = ReadState::unreadable;
  }
  send(encode(read));
}

}  // namespace pismovod
