#include <sys/time.h>

#include <algorithm>

#include "extract/text_collector.h"
#include "reader/entry_name.h"
#include "reader/pdf.h"

namespace pismovod {
namespace {

constexpr size_t kFewLetters = 20;  // a page with fewer is a scan
constexpr int kLookDpi = 72;
constexpr size_t kLookPixels = size_t{2} << 20;
constexpr size_t kRenderPixels = size_t{24} << 20;  // A3 at 300 dpi has 17 million

// Pictures of some size lie in the file: their dictionaries stand outside its packed streams.
bool has_large_images(std::string_view octets) {
  size_t seen = 0;
  for (size_t at = octets.find("/Image"); at != std::string_view::npos && seen < 1000;
       at = octets.find("/Image", at + 6)) {
    const std::string_view around = octets.substr(at > 400 ? at - 400 : 0, 800);
    if (around.find("/Width") != std::string_view::npos) return true;
    ++seen;
  }
  return false;
}

bool is_ink(const uint8_t* pixel) { return pixel[0] < 200 || pixel[1] < 200 || pixel[2] < 200; }

// Photographs: ink fills the cells of a coarse grid; rules and borders of tables fill few.
bool shows_photograph(const Raster& page) {
  constexpr int kCell = 18;  // a quarter of an inch
  const int columns = page.width / kCell;
  const int rows = page.height / kCell;
  int filled_cells = 0;
  for (int row = 0; row < rows; ++row) {
    for (int column = 0; column < columns; ++column) {
      int ink = 0;
      for (int y = row * kCell; y < (row + 1) * kCell; ++y) {
        for (int x = column * kCell; x < (column + 1) * kCell; ++x)
          ink += is_ink(page.row(y) + static_cast<ptrdiff_t>(3) * x) ? 1 : 0;
      }
      filled_cells += ink * 3 > kCell * kCell ? 1 : 0;
    }
  }
  constexpr int kLeastPart = 25;  // one twenty-fifth of the page: some 12 by 6 cm
  return filled_cells * kLeastPart > columns * rows;
}

// Writing, in screenshots and scans: rows of pixels that change between ink and paper again and
// again, where borders of tables change few times.
bool shows_writing(const Raster& page) {
  constexpr int kManyChanges = 8;
  constexpr int kLeastRows = 4;  // a line of small print
  int rows = 0;
  for (int y = 0; y < page.height; ++y) {
    int changes = 0;
    bool before = false;
    for (int x = 0; x < page.width; ++x) {
      const bool ink = is_ink(page.row(y) + static_cast<ptrdiff_t>(3) * x);
      changes += ink && !before ? 1 : 0;
      before = ink;
    }
    rows += changes >= kManyChanges ? 1 : 0;
  }
  return rows >= kLeastRows;
}

// Beside its text, which is hidden here, the page has a picture of some size.
bool shows_picture(const Raster& page) { return !page.empty() && (shows_photograph(page) || shows_writing(page)); }

// A form within forms draws itself more often with each: in 4 KB, a billion times. Poppler cannot be interrupted,
// the process can (SIGVTALRM): pages that were read before stay read. Honest pages take some hundredths of a second.
class PageTime {
 public:
  PageTime() { set(kSeconds); }
  PageTime(const PageTime&) = delete;
  PageTime& operator=(const PageTime&) = delete;
  ~PageTime() { set(0); }

 private:
#ifdef PISMOVOD_SANITIZED
  static constexpr int kSeconds = 20;
#else
  static constexpr int kSeconds = 2;
#endif
  static void set(int seconds) {
    itimerval timer{};
    timer.it_value.tv_sec = seconds;
    ::setitimer(ITIMER_VIRTUAL, &timer, nullptr);
  }
};

void read_page(const Pdf& pdf, bool may_have_pictures, Page& page, TextCollector& collector) {
  const PageTime time;
  const Pdf::PageText text = pdf.text(page.number);
  page.is_picture = text.letters < kFewLetters || text.is_rubbish;
  if (!text.is_rubbish) {
    for (const std::string& line : text.lines) collector.line(line);
  }
  if (!page.is_picture && may_have_pictures) {
    page.holds_picture = shows_picture(pdf.render(page.number, kLookDpi, kLookPixels, true));
  }
}

}  // namespace

void read_pdf(std::string_view octets, ReadDepth depth, const ReaderLimits& limits, Document& document,
              const std::function<void(size_t)>& before_page) {
  const Pdf pdf(octets);
  if (pdf.state() != ReadState::read || pdf.pages() == 0) {
    return document.fail(ReadDepth::outline, pdf.state() == ReadState::read ? ReadState::unreadable : pdf.state());
  }
  const int count = std::min(pdf.pages(), static_cast<int>(limits.pages));
  if (count < pdf.pages()) document.text_was_cut = true;
  document.pages.resize(static_cast<size_t>(count));
  for (int number = 1; number <= count; ++number) document.pages[static_cast<size_t>(number) - 1].number = number;
  document.outline = ReadState::read;
  if (depth == ReadDepth::outline) return;
  if (pdf.is_foreign_form()) return document.fail(ReadDepth::text, ReadState::unreadable);

  const bool may_have_pictures = has_large_images(octets);
  TextCollector collector(document, limits.text_octets);
  for (Page& page : document.pages) {
    collector.stand_in(Place::Unit::page, page.number);
    before_page(static_cast<size_t>(page.number) - 1);
    read_page(pdf, may_have_pictures, page, collector);
  }
  collector.finish();
  document.text = ReadState::read;
}

ReadState walk_pdf(const ContainerWalk& walk, Budget& budget, const TakeEnclosed& take) {
  const PdfParts parts(walk.octets);
  uint32_t number = 0;
  bool all_there = true;
  parts.for_each_file(budget.octets(), [&](const std::string& name, std::string octets, bool is_good) {
    if (!budget.take_entry()) {
      all_there = false;
      return false;
    }
    Enclosed file;
    file.number = number++;
    file.name = entry_file_name(name);
    file.octets = std::move(octets);
    file.state = is_good ? ReadState::read : ReadState::unreadable;
    budget.take_octets(file.octets.size());
    return (walk.only && *walk.only != file.number) || take(std::move(file));
  });
  return all_there ? ReadState::read : ReadState::too_large;
}

Raster pdf_picture(std::string_view octets, int page, const ReaderLimits& limits) {
  const Pdf pdf(octets);
  if (pdf.state() != ReadState::read || page < 1 || page > pdf.pages()) return {};
  const PageTime time;
  const Pdf::PageText text = pdf.text(page);
  const bool has_text = text.letters >= kFewLetters && !text.is_rubbish;
  return pdf.render(page, static_cast<int>(limits.ocr_dpi), kRenderPixels, has_text);
}

}  // namespace pismovod
