#include "reader/walker.h"

#include <algorithm>
#include <new>

#include "base/language.h"
#include "extract/letter_file.h"
#include "extract/picture_header.h"
#include "extract/text_collector.h"
#include "extract/text_files.h"
#include "reader/default_password.h"
#include "reader/djvu.h"
#include "reader/docx.h"
#include "reader/excel_xml.h"
#include "reader/odf.h"
#include "reader/office_zip.h"
#include "reader/old_office.h"
#include "reader/pdf.h"
#include "reader/rtf.h"
#include "reader/tnef.h"
#include "reader/xlsx.h"

namespace pismovod {
namespace {

constexpr size_t kMostPictures = 200;  // of an office file that are listed

bool is_container(Format format) {
  return format == Format::archive || format == Format::tnef || format == Format::cms || format == Format::eml;
}

bool may_hold_files(std::string_view octets) {
  return octets.find("/EmbeddedFile") != std::string_view::npos || octets.find("/ObjStm") != std::string_view::npos;
}

size_t text_octets(const Document& document) {
  size_t sum = 0;
  for (const Passage& passage : document.passages) sum += passage.text.size() + passage.place.name.size();
  return sum;
}

}  // namespace

FileType WalkedFile::type() const {
  if (is_mime) return {Format::eml, FileKind::message, "message/rfc822", false};
  return tell_file_type(octets);
}

void WalkedFile::unlock(std::string& opened) {
  if (is_mime) return;
  const FileType told = type();
  if (!told.is_encrypted) return;
  opened = opened_by_default_password(octets, told.format);
  if (!opened.empty()) octets = opened;
}

void Walker::give(uint32_t index, bool is_whole, const Document& document) { take_({index, is_whole, document}); }

void Walker::read(const WalkedFile& asked, ReadDepth depth) {
  WalkedFile file = asked;
  std::string opened;
  file.unlock(opened);
  const FileType type = file.type();
  Document document;
  document.attachment = file.attachment;
  document.name = file.name;
  document.file_name = file.file_name;
  document.media_type = type.media_type;
  document.kind = type.kind;
  document.octets = file.octets.size();
  document.entry = file.entry;
  const uint32_t index = next_++;
  give(index, false, document);
  try {
    if (type.is_encrypted) {
      document.fail(ReadDepth::outline, ReadState::encrypted);
    } else {
      read_format(file, type.format, depth, document);
    }
  } catch (const std::bad_alloc&) {
    document.fail(ReadDepth::outline, ReadState::too_large);
  } catch (const std::exception&) {
    document.fail(ReadDepth::outline, ReadState::unreadable);
  }
  given_ += text_octets(document);
  if (given_ > limits_.output_octets / 2) {
    document.passages.clear();
    document.text = ReadState::too_large;
  }
  give(index, true, document);
}

void Walker::read_format(const WalkedFile& file, Format format, ReadDepth depth, Document& document) {
  if (is_container(format)) return read_container(file, format, depth, document);
  if (is_picture_format(format)) {
    document.pages = pages_of(picture_headers(file.octets, format, limits_.pages));
    const bool good = !document.pages.empty();
    return document.fail(ReadDepth::outline, good ? ReadState::read : ReadState::unreadable);
  }
  switch (format) {
    case Format::plain:
    case Format::tabs:
    case Format::csv:
    case Format::html:
    case Format::xml:
      document.outline = ReadState::read;
      if (depth != ReadDepth::outline) read_text_file(file.octets, format, file.charset, limits_.text_octets, document);
      return;
    case Format::pdf:
      return read_pdf_file(file, depth, document);
    case Format::djvu:
      return read_djvu_file(file, depth, document);
    case Format::excel_xml:
    case Format::word_xml:
    case Format::flat_odt:
    case Format::flat_ods:
      return read_flat(file, format, depth, document);
    case Format::rtf:
      document.outline = ReadState::read;
      if (depth != ReadDepth::outline) {
        read_rtf(file.octets, limits_.text_octets, document);
        document.text = ReadState::read;
      }
      return;
    case Format::docx:
    case Format::xlsx:
    case Format::odt:
    case Format::ods:
      return read_office(file, format, depth, document);
    case Format::doc:
    case Format::xls:
      return read_old_office(file, format, depth, document);
    case Format::signature:
      return document.fail(ReadDepth::outline, ReadState::read);
    default:
      return document.fail(ReadDepth::outline, file.octets.empty() ? ReadState::read : ReadState::unreadable);
  }
}

void Walker::read_flat(const WalkedFile& file, Format format, ReadDepth depth, Document& document) const {
  document.outline = ReadState::read;
  if (depth == ReadDepth::outline) return;
  const size_t most = limits_.text_octets;
  const bool whole = format == Format::excel_xml  ? read_excel_xml(file.octets, most, document)
                     : format == Format::word_xml ? read_word_xml(file.octets, most, document)
                     : format == Format::flat_odt ? read_flat_odt(file.octets, most, document)
                                                  : read_flat_ods(file.octets, most, document);
  document.text = whole ? ReadState::read : ReadState::unreadable;
  if (!whole && !document.passages.empty()) document.text_was_cut = true;
}

// What was read of it is handed over page by page: the next one may end the process.
void Walker::read_pdf_file(const WalkedFile& file, ReadDepth depth, Document& document) {
  const uint32_t index = next_ - 1;
  size_t passages = 0;
  read_pdf(file.octets, depth, limits_, document, [&](size_t read) {
    if (read == 0) return;
    Document part;
    part.attachment = document.attachment;
    part.name = document.name;
    part.pages = {document.pages[read - 1]};
    part.passages.assign(document.passages.begin() + static_cast<std::ptrdiff_t>(passages), document.passages.end());
    passages = document.passages.size();
    give(index, false, part);
  });
  if (document.outline != ReadState::read || !may_hold_files(file.octets)) return;
  if (file.entry.size() >= limits_.archive_depth) return;
  const ContainerWalk walk{file.octets, file.file_name, std::nullopt};
  const ReadState state = walk_pdf(walk, budget_, [&](const Enclosed& enclosed) {
    read_enclosed(file, enclosed, depth);
    return true;
  });
  if (state != ReadState::read) document.text_was_cut = true;
}

void Walker::read_djvu_file(const WalkedFile& file, ReadDepth depth, Document& document) const {
  document.outline = ReadState::read;
  document.pages = djvu_pages(file.octets, limits_);
  if (document.pages.empty()) return document.fail(ReadDepth::outline, ReadState::unreadable);
  if (depth != ReadDepth::outline) document.text = ReadState::read;
}

void Walker::read_office(const WalkedFile& file, Format format, ReadDepth depth, Document& document) {
  document.pages = office_pages(file.octets, budget_, kMostPictures);
  document.outline = ReadState::read;
  if (depth == ReadDepth::outline) return;
  const size_t most = limits_.text_octets;
  document.text = format == Format::docx   ? read_docx(file.octets, budget_, most, document)
                  : format == Format::xlsx ? read_xlsx(file.octets, budget_, most, document)
                  : format == Format::odt  ? read_odt(file.octets, budget_, most, document)
                                           : read_ods(file.octets, budget_, most, document);
  if (document.text == ReadState::encrypted) document.outline = ReadState::encrypted;
  if (document.text != ReadState::read && !document.passages.empty()) document.text_was_cut = true;
}

void Walker::read_old_office(const WalkedFile& file, Format format, ReadDepth depth, Document& document) {
  document.pages = carved_pages(file.octets, kMostPictures);
  document.outline = ReadState::read;
  if (depth == ReadDepth::outline) return;
  const int content = scratch_.hold(file.octets);
  if (content < 0) return document.fail(ReadDepth::text, ReadState::failed);
  document.text = format == Format::doc ? read_doc(content, limits_, document) : read_xls(content, limits_, document);
  // A charset that the converter took for another.
  if (std::ranges::any_of(document.passages, [](const Passage& passage) { return is_rubbish(passage.text); })) {
    document.passages.clear();
    document.text = ReadState::unreadable;
  }
}

void Walker::read_letter(const WalkedFile& file, Document& document) const {
  LetterFile(file.octets, reader_context()).add_text(document, limits_.text_octets, file.is_letter);
}

// The text of the letter that Outlook has wrapped: plain, else as RTF.
void Walker::read_tnef_text(const WalkedFile& file, Document& document) {
  const TnefContent content = read_tnef(file.octets, budget_);
  if (content.body.empty()) {
    if (!content.rtf.empty()) read_rtf(content.rtf, limits_.text_octets, document);
    document.pages.clear();  // what is drawn in it is attached to it too
  } else {
    read_text_file(content.body, Format::plain, "utf-8", limits_.text_octets, document);
  }
  for (Passage& passage : document.passages) {
    if (file.is_letter) passage.place.kind = Place::Kind::body;
  }
}

void Walker::read_container(const WalkedFile& file, Format format, ReadDepth depth, Document& document) {
  document.is_container = !file.text_alone;
  if (file.entry.size() >= limits_.archive_depth) return document.fail(ReadDepth::outline, ReadState::too_large);
  if (format == Format::eml) read_letter(file, document);
  if (format == Format::tnef && depth != ReadDepth::outline) read_tnef_text(file, document);
  ReadState state = ReadState::read;
  if (!file.text_alone) {
    const ContainerWalk walk{file.octets, file.file_name, std::nullopt};
    state = walk_container(format, walk, budget_, [&](const Enclosed& enclosed) {
      read_enclosed(file, enclosed, depth);
      return true;
    });
  }
  document.fail(ReadDepth::outline, state);
}

void Walker::read_enclosed(const WalkedFile& file, const Enclosed& enclosed, ReadDepth depth) {
  WalkedFile inner;
  inner.octets = enclosed.octets;
  inner.attachment = file.attachment;
  inner.file_name = enclosed.name;
  inner.name = file.name + ": " + enclosed.name;
  inner.charset = enclosed.charset;
  inner.is_mime = enclosed.is_mime;
  inner.text_alone = enclosed.text_alone;
  // What a signed letter signs is the letter.
  inner.is_letter = file.is_letter && enclosed.is_mime && !enclosed.text_alone;
  inner.entry = file.entry;
  inner.entry.push_back(enclosed.number);
  if (enclosed.state == ReadState::read) return read(inner, depth);
  Document document;
  document.attachment = inner.attachment;
  document.name = inner.name;
  document.file_name = inner.file_name;
  document.media_type = "application/octet-stream";
  document.entry = inner.entry;
  document.fail(ReadDepth::outline, enclosed.state);
  give(next_++, true, document);
}

}  // namespace pismovod
