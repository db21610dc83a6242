// The seam between a letter and what its attachments hold.
//
// Attachments are opened lazily: inspect/ asks for the depth that a requirement hangs on, and for
// no more. Text files are read in the program itself (text_files.h); everything else by reader
// processes (reader_pool.h).
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "extract/document.h"

namespace pismovod {

using Deadline = std::chrono::steady_clock::time_point;

struct ReadRequest {
  int content = -1;  // a descriptor of the decoded octets, read from its beginning; borrowed
  size_t octets = 0;
  int attachment = 0;     // number in the letter
  std::string file_name;  // UTF-8, as declared
  std::string declared_type;
  ReadDepth depth = ReadDepth::text;
  Deadline deadline;
};

// Reads attachments. Implementations may be called from several threads at once; they never throw
// and return by the deadline (and a small grace) whatever the file is.
class AttachmentReader {
 public:
  AttachmentReader() = default;
  AttachmentReader(const AttachmentReader&) = delete;
  AttachmentReader& operator=(const AttachmentReader&) = delete;
  virtual ~AttachmentReader() = default;

  // At least one document: the attachment itself. What could not be done is said by its states.
  virtual std::vector<Document> read(const ReadRequest& request) = 0;
};

}  // namespace pismovod
