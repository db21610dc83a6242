// What is inside an attachment, as far as it was read. Values only: how they are got is reader.h.
//
// One attachment gives one Document or, where it is an archive, a forwarded letter or a
// winmail.dat, one for itself and one for each file inside, in their order.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "letter/letter.h"

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
  timed_out,   // the letter's deadline came first, or the processor time of one file was used up
  failed,      // the reader died or none could be had
};

// How much is wanted. Each level includes the ones before.
enum class ReadDepth : uint8_t {
  outline,  // kind, entries of an archive, number of pages, size of a picture: cheap
  text,     // text that stands in the file
  ocr,      // text that stands in its pictures
};

// A page of a PDF or TIFF, a picture, or a picture inside a document (whose number it has among them).
struct Page {
  int number = 0;              // from 1
  bool is_picture = false;     // a scan or photograph: little or no text of its own
  bool holds_picture = false;  // has text of its own, and a picture of some size beside it
  int width = 0;               // pixels, where it is a picture
  int height = 0;
  bool is_blank = false;  // nothing is on it; known when OCR has looked at it
  bool is_tiny = false;   // too small to be a document: an icon, a logo
  bool has_seal = false;  // the round mark of a seal was seen
  int turned = 0;         // degrees clockwise that it had to be turned to be read: 0, 90, 180, 270
  int confidence = -1;    // mean confidence of OCR in percent; -1: not run
  int left_out = 0;       // letters that were seen in rows, as text stands, and could not be read
  // read: OCR has looked at it and saw text or nothing at all; unreadable: it saw something that is
  // no text or that it could not read.
  ReadState ocr = ReadState::unopened;

  // Words and more are missing in what was read; a name under a seal is not that much.
  static constexpr int kMuchLeftOut = 12;
  bool is_half_read() const { return left_out >= kMuchLeftOut; }
  bool wants_ocr() const { return (is_picture || holds_picture) && !is_tiny; }
};

struct Document {
  int attachment = 0;      // number in the letter, from 1
  std::string name;        // as Place::name: "Архив.zip: Карточка.docx"
  std::string file_name;   // of this file alone: "Карточка.docx"; UTF-8
  std::string media_type;  // by its octets
  FileKind kind = FileKind::unknown;
  size_t octets = 0;
  bool is_container = false;  // its files follow as documents of their own
  // Which file of which container it is, the outermost first, from 0, in the file that a reader was
  // handed; empty for that file itself. It leads the reader back to a picture.
  std::vector<uint32_t> entry;

  // `ocr` is the worst that befell the text or a page; where there is no picture it is as the text.
  ReadState outline = ReadState::unopened;
  ReadState text = ReadState::unopened;
  ReadState ocr = ReadState::unopened;
  bool text_was_cut = false;  // at a limit: what is missing in it could not be told

  std::vector<Page> pages;        // empty for text and spreadsheets without pictures
  std::vector<Passage> passages;  // their places name attachment, name, table, sheet or page

  ReadState state(ReadDepth depth) const {
    return depth == ReadDepth::outline ? outline : depth == ReadDepth::text ? text : ocr;
  }
  // States that follow from a failure at `depth`: that one and all deeper ones.
  void fail(ReadDepth depth, ReadState state);
  // Works `ocr` out from the pages, once the text has been read.
  void settle_ocr();
};

}  // namespace pismovod
