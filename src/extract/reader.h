// The seam between a letter and what its attachments hold.
//
// Attachments are opened lazily: inspect/ asks for the depth that a requirement hangs on, and for
// no more. Text files are read in the program itself (text_files.h); everything else by reader
// processes (reader_pool.h).
#pragma once

#include <chrono>
#include <span>
#include <string>
#include <vector>

#include "base/patience.h"
#include "extract/document.h"

namespace pismovod {

using Deadline = std::chrono::steady_clock::time_point;

struct ReadRequest {
  int content = -1;  // a descriptor of the decoded octets, read from its beginning; borrowed
  size_t octets = 0;
  int attachment = 0;      // number in the letter
  std::string file_name;   // UTF-8, as declared
  std::string charset;     // as declared, for text
  bool is_letter = false;  // the letter itself is wrapped in it: its text stays subject, body and so on
  ReadDepth depth = ReadDepth::text;
  Deadline deadline;
  const Patience* patience = nullptr;  // of the letter; null: nothing but the deadline ends the work
  // How many pages of the letter may still be put through OCR, counted down by whoever reads them; the
  // requests of one call may share it. Borrowed; null: as many a call as the reader's limit says.
  unsigned* pages_left = nullptr;
  // What an earlier request for the same content gave at depth text: for depth ocr only the
  // pictures in it are read. Borrowed; may be null.
  const std::vector<Document>* known = nullptr;
};

// Reads attachments. Implementations may be called from several threads at once; they never throw
// and return by the deadline (and a small grace) whatever the file is.
class AttachmentReader {
 public:
  AttachmentReader() = default;
  AttachmentReader(const AttachmentReader&) = delete;
  AttachmentReader& operator=(const AttachmentReader&) = delete;
  virtual ~AttachmentReader() = default;

  // For each request, in their order, at least one document: the attachment itself. What could not
  // be done is said by its states. Requests of one call are read side by side where there is room.
  virtual std::vector<std::vector<Document>> read_all(std::span<const ReadRequest> requests) = 0;

  std::vector<Document> read(const ReadRequest& request) { return std::move(read_all({&request, 1}).front()); }
};

}  // namespace pismovod
