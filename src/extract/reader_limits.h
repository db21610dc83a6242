// What readers of attachments may use up. A file over a limit is too_large, timed_out or cut, and
// says so; it never harms the letter.
#pragma once

#include <cstddef>
#include <string>

namespace pismovod {

struct ReaderLimits {
  size_t memory_octets = size_t{2} << 30;    // address space of a reader process; libraries take 500 MiB of it
  unsigned cpu_seconds = 20;                 // of one page's OCR; a photograph that lies on its side takes 8
  unsigned text_cpu_seconds = 10;            // of one attachment's outline and text; 256 MiB out of a 7z take 5
  unsigned file_cpu_seconds = 60;            // of all that is done for one attachment; a page of a scan takes 2
  size_t output_octets = size_t{32} << 20;   // that a reader may say about one attachment
  size_t text_octets = size_t{4} << 20;      // of one document's text; the rest is cut
  size_t all_text_octets = size_t{8} << 20;  // of all documents of a letter, as far as they are kept; the rest is cut

  unsigned archive_depth = 5;                       // archives within archives
  unsigned archive_entries = 1000;                  // of one attachment, all depths together
  size_t archive_octets = size_t{256} << 20;        // unpacked, all depths together
  size_t archive_entry_octets = size_t{100} << 20;  // of one file
  size_t archive_ratio = 200;                       // unpacked to packed, past the first 16 MiB

  size_t picture_pixels = size_t{100} << 20;  // 100 megapixels; a page of A3 at 600 dpi has 70
  unsigned pages = 500;                       // of a document that are looked at
  unsigned ocr_pages = 30;                    // of a letter; of one call, where it says nothing else
  unsigned ocr_dpi = 300;
  std::string ocr_languages = "rus+eng";
  std::string tessdata = "/usr/share/tesseract-ocr/5/tessdata";
};

}  // namespace pismovod
