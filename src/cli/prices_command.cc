#include "cli/prices_command.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>

#include "actions/wording.h"
#include "base/file.h"
#include "cli/terminal.h"
#include "config/configuration.h"
#include "inspect/services.h"
#include "lookup/prices.h"

namespace pismovod {
namespace {

constexpr size_t kShownRows = 3;
constexpr size_t kFound = 50;
constexpr size_t kArticle = 16;

bool is_csv(const std::string& path) {
  return path.ends_with(".csv") || path.ends_with(".CSV") || path.ends_with(".txt");
}

std::string name_of_file(const std::string& path) { return path.substr(path.rfind('/') + 1); }

// XLSX, XLS, ODS: by the readers of attachments.
Result<std::vector<TableRow>> rows_of_spreadsheet(const std::string& path, const Settings& settings) {
  const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  struct stat found {};
  if (!file || ::fstat(file.get(), &found) != 0) return failure("cannot read " + path);
  Services services(settings);
  const Patience patience(Patience::Clock::now() + std::chrono::minutes(2));
  AttachmentReader* const reader = services.tools(patience).reader;
  if (reader == nullptr) return failure("readers.processes is 0: only CSV can be read");
  ReadRequest request;
  request.content = file.get();
  request.octets = static_cast<size_t>(found.st_size);
  request.attachment = 1;
  request.file_name = name_of_file(path);
  request.deadline = std::chrono::steady_clock::now() + std::chrono::minutes(2);
  for (const Document& document : reader->read(request)) {
    if (document.text == ReadState::read && !document.passages.empty()) {
      if (document.text_was_cut) return failure(path + " is too large");
      return rows_of(document.passages);
    }
  }
  return failure(path + " is no table that can be read");
}

Result<std::vector<TableRow>> rows_of_file(const std::string& path, const Settings& settings) {
  if (!is_csv(path)) return rows_of_spreadsheet(path, settings);
  const auto octets = read_file(path);
  if (!octets) return failure(octets.error().text);
  return rows_of_csv(*octets);
}

void print_row(const PriceRow& row, const Texts& texts) {
  print_line("  " + padded(printable(row.article), kArticle) + "  " + printable(row.name) +
             (row.is_discontinued ? "  (" + texts.get("prices.discontinued") + ")" : ""));
}

void show(const PriceTable& table, const Texts& texts) {
  for (const auto& [column, head] : table.heads)
    print_line(texts.get("prices.column", {{"column", texts.get("prices." + column)}, {"head", printable(head)}}));
  print_line(texts.get("prices.rows", {{"rows", std::to_string(table.rows.size())},
                                       {"passed_over", std::to_string(table.passed_over)}}));
  for (size_t i = 0; i < std::min(kShownRows, table.rows.size()); ++i) print_row(table.rows[i], texts);
}

int complain(int status, const std::string& what) {
  print_error("pismovod: " + what);
  return status;
}

}  // namespace

int prices_import(const PricesOptions& options) {
  const LoadedConfiguration loaded = load_configuration(options.configs);
  for (const ConfigError& error : loaded.errors) print_error(error.message());
  if (!loaded.configuration) return kExitConfiguration;
  const Configuration& configuration = *loaded.configuration;
  const auto rows = rows_of_file(options.file, configuration.settings);
  if (!rows) return complain(kExitNoInput, rows.error().text);
  const auto table = prices_in(*rows);
  if (!table) return complain(kExitBadData, options.file + ": " + table.error().text);
  show(*table, configuration.texts);
  if (options.only_look) return kPass;
  const std::string& path = configuration.settings.lookup.prices;
  const auto kept = keep_prices(path, name_of_file(options.file), table->rows, std::chrono::system_clock::now());
  if (!kept) return complain(kExitSystem, path + ": " + kept.error().text);
  print_line(configuration.texts.get("prices.kept", {{"path", path}, {"versions", std::to_string(*kept)}}));
  return kPass;
}

int prices_find(const PricesOptions& options) {
  const LoadedConfiguration loaded = load_configuration(options.configs);
  for (const ConfigError& error : loaded.errors) print_error(error.message());
  if (!loaded.configuration) return kExitConfiguration;
  auto rows = kept_prices(loaded.configuration->settings.lookup.prices);
  if (!rows) return complain(kExitNoInput, rows.error().text);
  const std::vector<PriceRow> found = PriceList(std::move(*rows)).find(options.file, kFound);
  if (found.empty()) print_line(loaded.configuration->texts.get("prices.none"));
  for (const PriceRow& row : found) print_row(row, loaded.configuration->texts);
  return found.empty() ? kFail : kPass;
}

}  // namespace pismovod
