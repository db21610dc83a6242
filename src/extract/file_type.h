// What a file is, told by its octets alone: neither its name nor its declared type is believed.
//
// The tells are ours: marks at the beginning; text of every charset; office files among the ZIPs, the
// OLE containers and the XML files; forwarded letters, CSV. No library sees a stranger's octets here.
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
  encrypted_office,  // of an OLE container: [MS-OFFCRYPTO], to be opened with the default password
  excel_xml,         // SpreadsheetML 2003
  word_xml,          // WordprocessingML 2003, or a flat OPC package
  flat_odt,          // OpenDocument in one XML file
  flat_ods,
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
  jp2,
  djvu,
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
