// Decides who reads a file whose octets are at hand: the cache, the functions for text, or the
// reader processes; and goes into letters that are files. A part of attachments.h.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "extract/content.h"
#include "extract/file_type.h"
#include "extract/read_cache.h"
#include "extract/reader.h"
#include "letter/letter.h"

namespace pismovod {

struct AttachmentServices {
  AttachmentReader* reader = nullptr;  // null: only text is read
  ReadCache* cache = nullptr;          // null: none
  Deadline deadline = Deadline::max();
  ContentOptions content;
  size_t text_octets = size_t{4} << 20;          // of one text file's text; the rest is cut
  size_t attachment_octets = size_t{100} << 20;  // decoded; a larger one is too_large
  size_t memory_octets = size_t{4} << 20;        // of all attachments that are kept in memory, the rest in files
  unsigned ocr_pages = 30;                       // of the letter that are put through OCR
};

// A file on its way to be read. Its documents are filled, and filled again at a greater depth.
struct FileToRead {
  int attachment = 0;
  std::string name;       // with the names of what it lies in
  std::string file_name;  // of itself
  std::string charset;
  bool is_letter = false;
  Content content;
  FileType type;
  std::optional<Digest> digest;
  std::vector<Document> documents;
};

class ContentReader {
 public:
  ContentReader(const ReadingContext& context, const AttachmentServices& services)
      : context_(context), services_(services), pages_left_(services.ocr_pages) {}

  void read(std::span<FileToRead* const> files, ReadDepth depth);

  // The document that a file is before anything in it is read.
  static Document stub_of(const FileToRead& file);

 private:
  bool find_in_cache(FileToRead& file, ReadDepth depth);
  void read_here(FileToRead& file, ReadDepth depth);
  void read_letter_file(FileToRead& file, ReadDepth depth);
  void read_enclosed(const class LetterFile& letter, const Attachment& enclosed, FileToRead& outer, ReadDepth depth);
  void read_by_processes(std::span<FileToRead* const> files, ReadDepth depth);
  bool is_late() const { return std::chrono::steady_clock::now() >= services_.deadline; }

  const ReadingContext& context_;
  const AttachmentServices& services_;
  unsigned pages_left_;  // of the letter
  int letters_ = 0;      // open round the one that is being read
};

}  // namespace pismovod
