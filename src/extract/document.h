// What is inside an attachment, as far as it was read. Values only: how they are got is reader.h.
//
// One attachment gives one Document or, where it is an archive, a forwarded letter or a
// winmail.dat, one for itself and one for each file inside, in their order.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "mime/letter.h"

namespace pismovod {

// What a file is by its octets, whatever its name and declared type say.
enum class FileKind : uint8_t {
  unknown,
  picture,  // JPEG, PNG, TIFF, BMP, GIF, WebP, HEIC
  pdf,
  document,     // DOCX, ODT, DOC, RTF
  spreadsheet,  // XLSX, ODS, XLS, CSV
  text,         // plain text, log, XML, HTML
  message,      // a forwarded letter
  archive,      // ZIP, RAR, 7z, tar.gz, winmail.dat
  signature,    // S/MIME or PGP signatures, business cards, calendar items: no document of anybody
};

enum class ReadState : uint8_t {
  unopened,  // not read, or not as deep as asked for: nothing has been tried yet
  read,
  encrypted,   // needs a password: the firm cannot read it either
  unreadable,  // damaged, or of a format that nothing here reads
  too_large,   // over a limit of ours: a bomb, or merely big
  timed_out,   // the letter's deadline came first
  failed,      // the reader died or none could be had
};

// How much is wanted. Each level includes the ones before.
enum class ReadDepth : uint8_t {
  outline,  // kind, entries of an archive, number of pages, size of a picture: cheap
  text,     // text that stands in the file
  ocr,      // text that stands in its pictures
};

// A page of a PDF or TIFF, a picture, or a picture inside a document.
struct Page {
  int number = 0;           // from 1
  bool is_picture = false;  // a scan or photograph: little or no text of its own
  int width = 0;            // pixels, where it is a picture
  int height = 0;
  bool is_blank = false;                // nothing is on it
  bool is_tiny = false;                 // too small to be a document: an icon, a logo
  bool has_seal = false;                // the round blue mark of a seal was seen
  int confidence = -1;                  // mean confidence of OCR in percent; -1: not run
  ReadState ocr = ReadState::unopened;  // read: done, even where it found nothing
};

struct Document {
  int attachment = 0;      // number in the letter, from 1
  std::string name;        // as Place::name: "Архив.zip: Карточка.docx"
  std::string file_name;   // of this file alone: "Карточка.docx"; UTF-8
  std::string media_type;  // by its octets
  FileKind kind = FileKind::unknown;
  size_t octets = 0;
  bool is_container = false;  // its files follow as documents of their own

  ReadState outline = ReadState::unopened;
  ReadState text = ReadState::unopened;
  ReadState ocr = ReadState::unopened;
  bool text_was_cut = false;  // at a limit: what is missing in it could not be told

  std::vector<Page> pages;        // empty for text and spreadsheets without pictures
  std::vector<Passage> passages;  // their places name attachment, name, table, sheet or page

  ReadState state(ReadDepth depth) const {
    return depth == ReadDepth::outline ? outline : depth == ReadDepth::text ? text : ocr;
  }
};

}  // namespace pismovod
