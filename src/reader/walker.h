// Reads one attachment with everything in it: tells what each file is, has it read by the code for
// its format, and goes into those that hold files.
//
// Documents are handed over one by one, so that what was read stays read whatever comes later.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "extract/file_type.h"
#include "extract/reader_protocol.h"
#include "reader/budget.h"
#include "reader/container.h"
#include "reader/page_reader.h"
#include "reader/scratch.h"

namespace pismovod {

// A file that is being read: the attachment itself, or one inside it.
struct WalkedFile {
  std::string_view octets;
  int attachment = 0;
  std::string name;
  std::string file_name;
  std::string charset;
  bool is_letter = false;   // it is the letter that is being inspected
  bool is_mime = false;     // as Enclosed
  bool text_alone = false;  // as Enclosed
  std::vector<uint32_t> entry;

  FileType type() const;
  // Opened by the password that every program knows, where it has it: its octets become `opened`.
  void unlock(std::string& opened);
};

class Walker {
 public:
  using TakeDocument = std::function<void(const NumberedDocument&)>;

  Walker(const ReaderLimits& limits, Budget& budget, const Scratch& scratch, TakeDocument take)
      : limits_(limits), budget_(budget), scratch_(scratch), take_(std::move(take)) {}

  void read(const WalkedFile& file, ReadDepth depth);

 private:
  void read_format(const WalkedFile& file, Format format, ReadDepth depth, Document& document);
  void read_flat(const WalkedFile& file, Format format, ReadDepth depth, Document& document) const;
  void read_pdf_file(const WalkedFile& file, ReadDepth depth, Document& document);
  void read_djvu_file(const WalkedFile& file, ReadDepth depth, Document& document) const;
  void read_office(const WalkedFile& file, Format format, ReadDepth depth, Document& document);
  void read_old_office(const WalkedFile& file, Format format, ReadDepth depth, Document& document);
  void read_letter(const WalkedFile& file, Document& document) const;
  void read_tnef_text(const WalkedFile& file, Document& document);
  void read_container(const WalkedFile& file, Format format, ReadDepth depth, Document& document);
  void read_enclosed(const WalkedFile& file, const Enclosed& enclosed, ReadDepth depth);
  void give(uint32_t index, bool is_whole, const Document& document);

  const ReaderLimits& limits_;
  Budget& budget_;
  const Scratch& scratch_;
  TakeDocument take_;
  uint32_t next_ = 0;
  size_t given_ = 0;  // octets of text
};

// The file that `entry` leads to, unpacked into `octets` where it lies in containers; false where
// there is none.
bool find_file(WalkedFile& file, std::span<const uint32_t> entry, Budget& budget, std::string& octets);

struct PictureServices {
  const ReaderLimits& limits;
  Budget& budget;
  const PageReader& reader;
  const Scratch& scratch;
};

// The picture on page `page` of a file, for OCR, and what its place is. `state` says why it is empty.
Raster find_picture(const WalkedFile& file, int page, const PictureServices& services, Place& place, ReadState& state);

}  // namespace pismovod
