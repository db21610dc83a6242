#include "lookup/table.h"

#include <algorithm>
#include <array>

#include "base/file.h"
#include "base/fold.h"
#include "extract/csv.h"
#include "mime/charset.h"

namespace pismovod {
namespace {

constexpr size_t kHeadRows = 20;
constexpr size_t kSample = 4096;
constexpr size_t kMostText = size_t{256} << 20;

char separator_of(std::string_view text) {
  const std::string_view sample = text.substr(0, kSample);
  const auto count = [&](char c) { return std::count(sample.begin(), sample.end(), c); };
  constexpr std::array<char, 3> kAll = {';', '\t', ','};
  return *std::max_element(kAll.begin(), kAll.end(), [&](char a, char b) { return count(a) < count(b); });
}

TableRow cells_of(std::string_view line) {
  TableRow out;
  for (size_t at = 0; at <= line.size();) {
    const size_t end = std::min(line.find('\t', at), line.size());
    std::string cell(trimmed(line.substr(at, end - at)));
    std::replace(cell.begin(), cell.end(), '\v', ' ');
    out.push_back(std::move(cell));
    at = end + 1;
  }
  return out;
}

}  // namespace

std::vector<TableRow> rows_of_csv(std::string_view octets) {
  const std::string text = to_utf8(octets, "").text;
  Document document;
  TextCollector collector(document, kMostText);
  collect_csv(text, separator_of(text), collector);
  collector.finish();
  return rows_of(document.passages);
}

Result<std::vector<TableRow>> read_csv(const std::string& path) {
  const auto octets = read_file(path);
  if (!octets) return failure(octets.error().text);
  return rows_of_csv(*octets);
}

std::vector<TableRow> rows_of(const std::vector<Passage>& passages) {
  std::vector<TableRow> out;
  for (const Passage& passage : passages) {
    for (size_t at = 0; at < passage.text.size();) {
      const size_t end = std::min(passage.text.find('\n', at), passage.text.size());
      out.push_back(cells_of(std::string_view(passage.text).substr(at, end - at)));
      at = end + 1;
    }
  }
  return out;
}

const std::string& TableHead::cell(const TableRow& of, const std::string& column) const {
  static const std::string kNone;
  const auto found = columns.find(column);
  return found == columns.end() || found->second >= of.size() ? kNone : of[found->second];
}

std::optional<TableHead> find_head(const std::vector<TableRow>& rows, const std::vector<TableColumn>& columns,
                                   size_t least) {
  for (size_t r = 0; r < std::min(rows.size(), kHeadRows); ++r) {
    TableHead head{r, {}};
    for (const TableColumn& column : columns) {
      const auto begins = [&](const std::string& cell) {
        return std::any_of(column.heads.begin(), column.heads.end(),
                           [&](const std::string& h) { return fold_bare(cell).starts_with(fold_bare(h)); });
      };
      const auto found = std::find_if(rows[r].begin(), rows[r].end(), begins);
      if (found != rows[r].end()) head.columns[column.name] = static_cast<size_t>(found - rows[r].begin());
    }
    if (head.columns.size() >= least) return head;
  }
  return std::nullopt;
}

std::string digits_of(std::string_view text) {
  std::string out;
  std::copy_if(text.begin(), text.end(), std::back_inserter(out), is_digit);
  return out;
}

}  // namespace pismovod
