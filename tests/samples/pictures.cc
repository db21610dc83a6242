#include "samples/pictures.h"

#include <cairo-pdf.h>
#include <cairo.h>
#include <leptonica/allheaders.h>
#include <libheif/heif.h>

#include <cmath>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <random>
#include <stdexcept>

namespace pismovod::samples {
namespace {

constexpr double kWidth = 595;  // points of A4
constexpr double kHeight = 842;
constexpr double kColumn = 250;

using Surface = std::unique_ptr<cairo_surface_t, decltype(&cairo_surface_destroy)>;
using Context = std::unique_ptr<cairo_t, decltype(&cairo_destroy)>;
struct DestroyPix {
  void operator()(Pix* pix) const { pixDestroy(&pix); }
};
using PixPointer = std::unique_ptr<Pix, DestroyPix>;

void write_lines(cairo_t* context, const std::vector<std::string>& lines, const std::string& font, double size) {
  cairo_select_font_face(context, font.c_str(), CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL);
  cairo_set_font_size(context, size);
  cairo_set_source_rgb(context, 0, 0, 0);
  double y = 80;
  for (const std::string& line : lines) {
    const size_t tab = line.find('\t');
    cairo_move_to(context, 60, y);
    cairo_show_text(context, line.substr(0, tab).c_str());
    if (tab != std::string::npos) {
      cairo_move_to(context, 60 + kColumn, y);
      cairo_show_text(context, line.substr(tab + 1).c_str());
    }
    y += size * 1.6;
  }
}

void draw_seal(cairo_t* context) {
  constexpr double kRadius = 55;  // 39 mm across
  cairo_set_source_rgb(context, 0.2, 0.2, 0.75);
  for (const double radius : {kRadius, kRadius - 4, kRadius - 20}) {
    cairo_set_line_width(context, radius == kRadius ? 2 : 0.8);
    cairo_arc(context, 250, 600, radius, 0, 2 * M_PI);
    cairo_stroke(context);
  }
}

void draw_stamp(cairo_t* context, const std::string& words, double lean) {
  cairo_save(context);
  cairo_translate(context, 430, 600);
  cairo_rotate(context, lean * M_PI / 180);
  cairo_set_source_rgb(context, 0.35, 0.35, 0.4);
  cairo_set_line_width(context, 2);
  cairo_rectangle(context, -70, -22, 140, 44);
  cairo_stroke(context);
  cairo_select_font_face(context, "DejaVu Sans", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_BOLD);
  cairo_set_font_size(context, 14);
  cairo_move_to(context, -58, 5);
  cairo_show_text(context, words.c_str());
  cairo_restore(context);
}

Raster raster_of(cairo_surface_t* surface) {
  cairo_surface_flush(surface);
  Raster out = make_raster(cairo_image_surface_get_width(surface), cairo_image_surface_get_height(surface), 3);
  const unsigned char* data = cairo_image_surface_get_data(surface);
  const int stride = cairo_image_surface_get_stride(surface);
  for (int y = 0; y < out.height; ++y) {
    for (int x = 0; x < out.width; ++x) {
      const unsigned char* pixel = data + static_cast<ptrdiff_t>(stride) * y + static_cast<ptrdiff_t>(4) * x;
      for (int i = 0; i < 3; ++i) out.row(y)[3 * x + i] = pixel[2 - i];
    }
  }
  return out;
}

PixPointer pix_of(const Raster& picture) {
  PixPointer pix(pixCreate(picture.width, picture.height, 32));
  for (int y = 0; y < picture.height; ++y) {
    for (int x = 0; x < picture.width; ++x) {
      const uint8_t* pixel = picture.row(y) + static_cast<ptrdiff_t>(picture.channels) * x;
      const bool colour = picture.channels == 3;
      pixSetRGBPixel(pix.get(), x, y, pixel[0], pixel[colour ? 1 : 0], pixel[colour ? 2 : 0]);
    }
  }
  pixSetResolution(pix.get(), picture.dpi, picture.dpi);
  return pix;
}

std::string written(Pix* pix, int format) {
  l_uint8* data = nullptr;
  size_t size = 0;
  if (pixWriteMem(&data, &size, pix, format) != 0) throw std::runtime_error("no picture was written");
  std::string out(reinterpret_cast<const char*>(data), size);
  std::free(data);  // NOLINT(cppcoreguidelines-no-malloc)
  return out;
}

cairo_status_t append(void* to, const unsigned char* octets, unsigned size) {
  static_cast<std::string*>(to)->append(reinterpret_cast<const char*>(octets), size);
  return CAIRO_STATUS_SUCCESS;
}

heif_error append_heif(heif_context*, const void* octets, size_t size, void* to) {
  static_cast<std::string*>(to)->append(static_cast<const char*>(octets), size);
  return {heif_error_Ok, heif_suberror_Unspecified, ""};
}

}  // namespace

Raster page(const std::vector<std::string>& lines, const PageLook& look) {
  const double scale = look.dpi / 72.0;
  const Surface surface(cairo_image_surface_create(CAIRO_FORMAT_RGB24, static_cast<int>(kWidth * scale),
                                                   static_cast<int>(kHeight * scale)),
                        &cairo_surface_destroy);
  const Context context(cairo_create(surface.get()), &cairo_destroy);
  cairo_set_source_rgb(context.get(), 0.97, 0.97, 0.96);
  cairo_paint(context.get());
  cairo_scale(context.get(), scale, scale);
  cairo_rotate(context.get(), look.slope * M_PI / 180);
  write_lines(context.get(), lines, look.font, look.size);
  if (look.has_seal) draw_seal(context.get());
  if (!look.stamp.empty()) draw_stamp(context.get(), look.stamp, look.lean);
  Raster out = raster_of(surface.get());
  out.dpi = look.dpi;
  std::mt19937 random(7);  // NOLINT(cert-msc51-cpp): the same specks each time
  for (int i = 0; i < look.noise; ++i) {
    const auto x = static_cast<int>(random() % static_cast<unsigned>(out.width));
    const auto y = static_cast<int>(random() % static_cast<unsigned>(out.height));
    std::memset(out.row(y) + static_cast<ptrdiff_t>(3) * x, 60, 3);
  }
  return out;
}

Raster screenshot(const std::vector<std::string>& lines) {
  const Surface surface(cairo_image_surface_create(CAIRO_FORMAT_RGB24, 640, 260), &cairo_surface_destroy);
  const Context context(cairo_create(surface.get()), &cairo_destroy);
  cairo_set_source_rgb(context.get(), 1, 1, 1);
  cairo_paint(context.get());
  cairo_set_source_rgb(context.get(), 0.98, 0.86, 0.36);
  cairo_rectangle(context.get(), 0, 0, 640, 32);
  cairo_fill(context.get());
  cairo_translate(context.get(), -40, -56);
  write_lines(context.get(), lines, "DejaVu Sans", 14);
  return raster_of(surface.get());
}

std::string png(const Raster& picture) { return written(pix_of(picture).get(), IFF_PNG); }
std::string jpeg(const Raster& picture) { return written(pix_of(picture).get(), IFF_JFIF_JPEG); }
std::string bmp(const Raster& picture) { return written(pix_of(picture).get(), IFF_BMP); }
std::string gif(const Raster& picture) {
  // A palette of all greys: the library writes no palette that is not a power of two.
  const PixPointer grey(pixConvertTo8(pix_of(picture).get(), 1));
  return written(grey.get(), IFF_GIF);
}
std::string webp(const Raster& picture) { return written(pix_of(picture).get(), IFF_WEBP); }

std::string tiff(const std::vector<Raster>& pages) {
  const std::unique_ptr<Pixa, void (*)(Pixa*)> all(pixaCreate(static_cast<int>(pages.size())),
                                                   [](Pixa* pixa) { pixaDestroy(&pixa); });
  for (const Raster& page : pages) {
    const PixPointer grey(pixConvertTo8(pix_of(page).get(), 0));
    pixaAddPix(all.get(), pixThresholdToBinary(grey.get(), 160), L_INSERT);
  }
  l_uint8* data = nullptr;
  size_t size = 0;
  pixaWriteMemMultipageTiff(&data, &size, all.get());
  std::string out(reinterpret_cast<const char*>(data), size);
  std::free(data);  // NOLINT(cppcoreguidelines-no-malloc)
  return out;
}

std::string heic(const Raster& picture) {
  const std::unique_ptr<heif_context, decltype(&heif_context_free)> context(heif_context_alloc(), &heif_context_free);
  heif_image* made = nullptr;
  heif_image_create(picture.width, picture.height, heif_colorspace_RGB, heif_chroma_interleaved_RGB, &made);
  const std::unique_ptr<heif_image, decltype(&heif_image_release)> image(made, &heif_image_release);
  heif_image_add_plane(image.get(), heif_channel_interleaved, picture.width, picture.height, 8);
  int stride = 0;
  uint8_t* plane = heif_image_get_plane(image.get(), heif_channel_interleaved, &stride);
  for (int y = 0; y < picture.height; ++y) {
    std::memcpy(plane + static_cast<ptrdiff_t>(stride) * y, picture.row(y), picture.row_octets());
  }
  heif_encoder* found = nullptr;
  heif_context_get_encoder_for_format(context.get(), heif_compression_HEVC, &found);
  const std::unique_ptr<heif_encoder, decltype(&heif_encoder_release)> encoder(found, &heif_encoder_release);
  heif_encoder_set_lossy_quality(encoder.get(), 60);
  heif_context_encode_image(context.get(), image.get(), encoder.get(), nullptr, nullptr);
  std::string out;
  heif_writer writer{1, append_heif};
  heif_context_write(context.get(), &writer, &out);
  return out;
}

namespace {

// A page's picture covers it; one beside text stands in the lower half. `encoded` must outlive the
// page.
void draw_picture(cairo_t* context, const PdfPage& page, const std::string& encoded) {
  const Surface picture(cairo_image_surface_create(CAIRO_FORMAT_RGB24, page.picture.width, page.picture.height),
                        &cairo_surface_destroy);
  cairo_surface_set_mime_data(picture.get(), CAIRO_MIME_TYPE_JPEG,
                              reinterpret_cast<const unsigned char*>(encoded.data()), encoded.size(), nullptr, nullptr);
  const bool alone = page.lines.empty();
  const double width = alone ? kWidth : 400;
  cairo_save(context);
  cairo_translate(context, alone ? 0 : 90, alone ? 0 : 400);
  cairo_scale(context, width / page.picture.width, width / page.picture.width);
  cairo_set_source_surface(context, picture.get(), 0, 0);
  cairo_paint(context);
  cairo_restore(context);
}

}  // namespace

std::string pdf(const std::vector<PdfPage>& pages) {
  std::string out;
  std::vector<std::string> pictures;
  for (const PdfPage& page : pages) pictures.push_back(page.picture.empty() ? "" : jpeg(page.picture));
  const Surface surface(cairo_pdf_surface_create_for_stream(append, &out, kWidth, kHeight), &cairo_surface_destroy);
  const Context context(cairo_create(surface.get()), &cairo_destroy);
  for (size_t i = 0; i < pages.size(); ++i) {
    if (!pages[i].picture.empty()) draw_picture(context.get(), pages[i], pictures[i]);
    write_lines(context.get(), pages[i].lines, "DejaVu Sans", 12);
    cairo_show_page(context.get());
  }
  cairo_surface_finish(surface.get());
  return out;
}

std::string locked_pdf() {
  // The entries O and U are of no password that anybody tries: it stays locked whatever they are.
  const std::string key = "<" + std::string(64, 'A') + ">";
  return "%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj\n"
         "3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>> endobj\n"
         "4 0 obj <</Filter/Standard/V 1/R 2/P -4/O " +
         key + "/U " + key + ">> endobj\ntrailer <</Root 1 0 R/Encrypt 4 0 R/ID[<01><01>]/Size 5>>\n%%EOF\n";
}

}  // namespace pismovod::samples
