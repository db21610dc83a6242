// What a file is, told by its octets alone: neither its name nor its declared type is believed.
//
// libmagic is asked where it is good. Where it is not, the tells are ours: text (it takes Russian
// text of one-octet charsets for programs and music), office files among the ZIPs and among the OLE
// containers, forwarded letters, CSV.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "extract/document.h"

namespace pismovod {

// Which way a file is read.
enum class Format : uint8_t {
  unknown,
  plain,
  tabs,  // text in columns parted by tabs
  csv,
  html,
  xml,
  eml,
  pdf,
  docx,
  xlsx,
  odt,
  ods,
  doc,
  xls,
  rtf,
  archive,  // any that libarchive reads
  tnef,
  cms,  // S/MIME, signed or enveloped
  jpeg,
  png,
  tiff,
  bmp,
  gif,
  webp,
  heic,
  signature,
};

struct FileType {
  Format format = Format::unknown;
  FileKind kind = FileKind::unknown;
  std::string media_type = "application/octet-stream";
  bool is_encrypted = false;  // it shows already that a password is needed

  bool is_text() const { return format >= Format::plain && format <= Format::eml; }
};

// Tells by the octets at hand: the whole file, or its first 64 KiB at least. Thread safe.
FileType tell_file_type(std::string_view octets);

}  // namespace pismovod
