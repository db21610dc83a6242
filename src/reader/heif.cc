#include <libheif/heif.h>

#include <cstring>
#include <memory>

#include "reader/picture.h"

namespace pismovod {

// The one place where libheif is used. It turns the picture upright itself.
Raster decode_heic(std::string_view octets) {
  const std::unique_ptr<heif_context, decltype(&heif_context_free)> context(heif_context_alloc(), &heif_context_free);
  const auto failed = [](const heif_error& error) { return error.code != heif_error_Ok; };
  if (!context ||
      failed(heif_context_read_from_memory_without_copy(context.get(), octets.data(), octets.size(), nullptr))) {
    return {};
  }
  heif_image_handle* found = nullptr;
  if (failed(heif_context_get_primary_image_handle(context.get(), &found))) return {};
  const std::unique_ptr<heif_image_handle, decltype(&heif_image_handle_release)> handle(found,
                                                                                        &heif_image_handle_release);
  heif_image* decoded = nullptr;
  if (failed(heif_decode_image(handle.get(), &decoded, heif_colorspace_RGB, heif_chroma_interleaved_RGB, nullptr)))
    return {};
  const std::unique_ptr<heif_image, decltype(&heif_image_release)> image(decoded, &heif_image_release);
  int stride = 0;
  const uint8_t* plane = heif_image_get_plane_readonly(image.get(), heif_channel_interleaved, &stride);
  const int width = heif_image_get_width(image.get(), heif_channel_interleaved);
  const int height = heif_image_get_height(image.get(), heif_channel_interleaved);
  if (plane == nullptr || width <= 0 || height <= 0) return {};
  Raster raster = make_raster(width, height, 3);
  for (int y = 0; y < height; ++y) {
    std::memcpy(raster.row(y), plane + static_cast<size_t>(y) * static_cast<size_t>(stride), raster.row_octets());
  }
  return raster;
}

}  // namespace pismovod
