#include "extract/picture_header.h"
#include "reader/djvu.h"
#include "reader/office_zip.h"
#include "reader/old_office.h"
#include "reader/pdf.h"
#include "reader/rtf.h"
#include "reader/walker.h"

namespace pismovod {

bool find_file(WalkedFile& file, std::span<const uint32_t> entry, Budget& budget, std::string& octets) {
  for (const uint32_t number : entry) {
    bool found = false;
    Enclosed inner;
    std::string opened;
    file.unlock(opened);
    walk_container(file.type().format, {file.octets, file.file_name, number}, budget, [&](Enclosed enclosed) {
      found = enclosed.state == ReadState::read;
      inner = std::move(enclosed);
      return false;
    });
    if (!found) return false;
    // The octets that the file has been in so far are no longer needed.
    octets = std::move(inner.octets);
    file.octets = octets;
    file.name += ": " + inner.name;
    file.file_name = inner.name;
    file.is_mime = inner.is_mime;
  }
  return true;
}

Raster find_picture(const WalkedFile& asked, int page, const PictureServices& services, Place& place,
                    ReadState& state) {
  WalkedFile file = asked;
  std::string opened;
  file.unlock(opened);
  const auto& [limits, budget, reader, scratch] = services;
  const Format format = file.type().format;
  place.kind = Place::Kind::attachment;
  place.attachment = file.attachment;
  place.name = file.name;
  place.number = page;
  place.unit = Place::Unit::page;  // a picture within a document has its number as if it were one
  switch (format) {
    case Format::pdf: {
      Raster raster = pdf_picture(file.octets, page, limits);
      state = raster.empty() ? ReadState::unreadable : ReadState::read;
      return raster;
    }
    case Format::djvu: {
      Raster raster = djvu_picture(file.octets, scratch.hold(file.octets), page, limits);
      state = raster.empty() ? ReadState::unreadable : ReadState::read;
      return raster;
    }
    case Format::docx:
    case Format::xlsx:
    case Format::odt:
    case Format::ods:
      return reader.decode(office_picture(file.octets, page, budget), 1, state);
    case Format::rtf:
      return reader.decode(rtf_picture(file.octets, page), 1, state);
    case Format::doc:
    case Format::xls:
      return reader.decode(carved_picture(file.octets, page), 1, state);
    default:
      break;
  }
  // A picture file is one page, and has no need of its number; a TIFF has several.
  const bool is_multiple = format == Format::tiff && picture_headers(file.octets, format, 2).size() > 1;
  place.unit = is_multiple ? Place::Unit::page : Place::Unit::none;
  if (!is_picture_format(format)) {
    state = ReadState::unreadable;
    return {};
  }
  return reader.decode(file.octets, page, state);
}

}  // namespace pismovod
