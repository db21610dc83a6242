// Pages of text as pictures and as PDF, made for tests.
#pragma once

#include <string>
#include <vector>

#include "reader/raster.h"

namespace pismovod::samples {

struct PageLook {
  int dpi = 150;
  double slope = 0;        // degrees clockwise that the text is turned by
  bool has_seal = false;   // a round blue mark below the text
  std::string stamp = {};  // words in a frame that leans, to the right below the text
  double lean = -7;        // degrees clockwise that the stamp is turned by
  int noise = 0;           // specks
  double size = 12;        // points of the letters
  std::string font = "DejaVu Sans";
};

// An A4 page, in colour, with these lines. A tab begins a second column.
Raster page(const std::vector<std::string>& lines, const PageLook& look = {});
// A window of a program as a screenshot shows it.
Raster screenshot(const std::vector<std::string>& lines);

std::string png(const Raster& picture);
std::string jpeg(const Raster& picture);
std::string bmp(const Raster& picture);
std::string gif(const Raster& picture);
std::string webp(const Raster& picture);
std::string tiff(const std::vector<Raster>& pages);
std::string heic(const Raster& picture);

// A PDF: each page has lines as text, or a picture over the whole of it, or both.
struct PdfPage {
  std::vector<std::string> lines;
  Raster picture;
};
std::string pdf(const std::vector<PdfPage>& pages);
// One that opens with a password only (PDF 1.4, standard handler, revision 2).
std::string locked_pdf();

}  // namespace pismovod::samples
