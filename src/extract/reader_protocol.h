// What the pool and a reader process say to each other: frames over a stream socket.
//
// A frame is a size (4 octets, of what follows), a kind (1 octet) and a body of numbers, little
// endian, and strings, each with its size before it. Both ends are of one build: there is no
// version. The reader is not trusted: every size, count and value that it sends is checked, text
// that is no UTF-8 is mended, and a frame over the limit or malformed ends the connection.
//
//   pool → reader   settings once, then job (a descriptor of the content travels with it)
//   reader → pool   hello once; for a job: document*, page?, done
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extract/document.h"
#include "extract/reader_limits.h"

namespace pismovod {

enum class FrameKind : uint8_t { settings = 1, job = 2, hello = 3, document = 4, page = 5, done = 6 };

struct Frame {
  FrameKind kind = FrameKind::done;
  std::string body;
};

// Either all of a file's outline and text, or the OCR of one picture in it.
struct ReaderJob {
  bool is_page = false;
  ReadDepth depth = ReadDepth::text;  // of a document; outline or text
  int attachment = 0;
  std::string name;
  std::string charset;
  bool is_letter = false;
  uint64_t octets = 0;
  uint32_t milliseconds = 0;    // left until the deadline
  uint32_t cpu_seconds = 0;     // that it may use up
  std::vector<uint32_t> entry;  // of a page: as Document::entry
  int page = 0;                 // as Page::number
};

// A document of a job, by its place among them. It is sent as a stub before it is read, so that the pool
// knows what a reader died of, and whole; between the two a PDF comes in parts, each with the pages and passages that
// were read since the last.
struct NumberedDocument {
  uint32_t index = 0;
  bool is_whole = false;
  Document document;
};

struct ReadPage {
  Page page;
  std::vector<Passage> passages;
};

struct JobDone {
  uint64_t cpu_microseconds = 0;
};

struct Hello {
  std::string confinement;  // what holds the reader: "limits, landlock 7, seccomp"
};

std::string encode(const ReaderLimits& limits);
std::string encode(const ReaderJob& job);
std::string encode(const Hello& hello);
std::string encode(const NumberedDocument& document);
std::string encode(const ReadPage& page);
std::string encode(const JobDone& done);

// Nothing where the body is malformed. Passages come back folded.
std::optional<ReaderLimits> decode_limits(std::string_view body);
std::optional<ReaderJob> decode_job(std::string_view body);
std::optional<Hello> decode_hello(std::string_view body);
std::optional<NumberedDocument> decode_document(std::string_view body);
std::optional<ReadPage> decode_page(std::string_view body);
std::optional<JobDone> decode_done(std::string_view body);

// Cuts a stream of octets into frames.
class FrameBuffer {
 public:
  // No frame is longer than `most`.
  explicit FrameBuffer(size_t most) : most_(most) {}
  void append(std::string_view octets) { octets_.append(octets); }
  // The next whole frame; nothing when there is none yet, or is_broken().
  std::optional<Frame> next();
  bool is_broken() const { return broken_; }

 private:
  size_t most_;
  std::string octets_;
  size_t at_ = 0;
  bool broken_ = false;
};

}  // namespace pismovod
