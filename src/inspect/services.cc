#include "inspect/services.h"

#include <algorithm>
#include <cstdlib>

#include "base/file.h"
#include "base/log.h"
#include "inspect/table_file.h"

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

// Of the file's first line, else of the environment; empty: there is none, and the register will say so.
std::string lookup_key(const std::string& file) {
  if (file.empty()) {
    const char* const given = std::getenv("PISMOVOD_LOOKUP_KEY");
    return given == nullptr ? "" : given;
  }
  const auto text = read_file(file);
  if (!text) log_warning("event=lookup_key what=\"" + text.error().text + "\"");
  return text ? text->substr(0, text->find_first_of("\r\n")) : "";
}

}  // namespace

Services::Services(const Settings& settings) : cache_(static_cast<size_t>(settings.readers.cache_megabytes) << 20) {
  if (settings.readers.processes > 0)
    readers_ = std::make_unique<ReaderPool>(pool_options(settings.readers, settings.limits));
}

Services::Services(const Configuration& configuration, bool asks_registers) : Services(configuration.settings) {
  const Settings::Lookup& lookup = configuration.settings.lookup;
  if (!lookup.prices.empty()) prices_ = std::make_unique<Prices>(lookup.prices);
  RegisterSettings settings;
  settings.clients = lookup.clients;
  settings.read_table = [this](const std::string& path) { return rows_of_file(path, reader()); };
  if (asks_registers && !configuration.providers.empty()) {
    settings.providers = configuration.providers;
    settings.key = lookup_key(lookup.key_file);
    settings.cache = lookup.cache;
  }
  settings.wait = std::chrono::milliseconds(lookup.wait_milliseconds);
  settings.keep = std::chrono::hours(24 * lookup.keep_days);
  settings.keep_unknown = std::chrono::hours(lookup.keep_unknown_hours);
  settings.most_a_minute = lookup.most_a_minute;
  if (!settings.clients.empty() || !settings.providers.empty())
    firms_ = std::make_unique<FirmRegister>(std::move(settings));
}

void Services::ask_journal(const Settings::Journal& settings) {
  if (settings.path.empty() || settings.thread_hours == 0) return;
  earlier_ = std::make_unique<EarlierLetters>(settings.path, std::chrono::hours(settings.thread_hours));
}

}  // namespace pismovod
