#include "inspect/services.h"

#include <algorithm>

namespace pismovod {
namespace {

ReaderPoolOptions pool_options(const Settings::Readers& settings, const Limits& limits) {
  ReaderPoolOptions options;
  options.processes = static_cast<unsigned>(settings.processes);
  options.executable = settings.executable;
  options.limits.memory_octets = static_cast<size_t>(settings.memory_megabytes) << 20;
  options.limits.cpu_seconds = static_cast<unsigned>(settings.cpu_seconds);
  options.limits.text_cpu_seconds = std::max(1U, options.limits.cpu_seconds / 2);
  options.limits.file_cpu_seconds = options.limits.cpu_seconds * 3;
  options.limits.picture_pixels = static_cast<size_t>(settings.megapixels) << 20;
  // Twice what is kept: the longest documents are cut when all are there.
  options.limits.all_text_octets = 2 * limits.all_text_octets;
  options.limits.ocr_pages = static_cast<unsigned>(settings.pages);
  return options;
}

}  // namespace

Services::Services(const Settings& settings) : cache_(static_cast<size_t>(settings.readers.cache_megabytes) << 20) {
  if (settings.readers.processes > 0)
    readers_ = std::make_unique<ReaderPool>(pool_options(settings.readers, settings.limits));
}

}  // namespace pismovod
