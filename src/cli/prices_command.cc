#include "cli/prices_command.h"

#include <algorithm>

#include "actions/wording.h"
#include "cli/terminal.h"
#include "config/configuration.h"
#include "inspect/services.h"
#include "inspect/table_file.h"
#include "lookup/prices.h"

namespace pismovod {
namespace {

constexpr size_t kShownRows = 3;
constexpr size_t kFound = 50;
constexpr size_t kArticle = 16;

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
  Services services(configuration.settings);
  const auto rows = rows_of_file(options.file, services.reader());
  if (!rows) return complain(kExitNoInput, rows.error().text);
  const auto table = prices_in(*rows);
  if (!table) return complain(kExitBadData, options.file + ": " + table.error().text);
  show(*table, configuration.texts);
  if (options.only_look) return kPass;
  const std::string& path = configuration.settings.lookup.prices;
  const auto kept = keep_prices(path, options.file.substr(options.file.rfind('/') + 1), table->rows,
                                std::chrono::system_clock::now());
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
