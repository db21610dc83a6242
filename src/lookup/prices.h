// 1C's price list: article and name, imported from a table, kept in an SQLite file with its versions.
//
// `Prices` reads the newest version when the file changes; a list is immutable. Any thread.
#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "lookup/table.h"

namespace pismovod {

struct PriceRow {
  std::string article;  // digits, or a textual code in capitals
  std::string name;     // as the list writes it
  bool is_discontinued = false;
};

// What is read of a table before it is taken.
struct PriceTable {
  std::vector<PriceRow> rows;
  std::map<std::string, std::string> heads;  // "article": "Артикул", as the table has them
  size_t passed_over = 0;                    // rows without an article or a name
};
// An error says what was looked for.
Result<PriceTable> prices_in(const std::vector<TableRow>& rows);

class PriceList {
 public:
  explicit PriceList(std::vector<PriceRow> rows);

  size_t size() const { return rows_.size(); }
  // Null where the list does not hold it.
  const PriceRow* by_article(std::string_view article) const;
  // Does it hold exactly this name, sold or no more?
  bool has_name(std::string_view name) const;
  // The one article that is sold under exactly this name; null where there is none, or several.
  const PriceRow* by_name(std::string_view name) const;
  // Rows whose names have all words of the text, as beginnings; at most so many.
  std::vector<PriceRow> find(std::string_view text, size_t most) const;

 private:
  std::vector<PriceRow> rows_;
  std::map<std::string, size_t, std::less<>> articles_;
  std::map<std::string, size_t, std::less<>> names_;  // kTwice: of two
};

// May the article's product be the one that the letter names? As may_be_same_name(), by what tells products apart.
bool may_be_same_product(std::string_view a, std::string_view b);

// A version more. How many there are then.
Result<int64_t> keep_prices(const std::string& path, const std::string& source, const std::vector<PriceRow>& rows,
                            std::chrono::system_clock::time_point now);
// The newest; an error where there is no file, or it is none.
Result<std::vector<PriceRow>> kept_prices(const std::string& path);

class Prices {
 public:
  explicit Prices(std::string path) : path_(std::move(path)) {}
  // Null where there is no list.
  std::shared_ptr<const PriceList> get() const;

 private:
  const std::string path_;
  mutable std::mutex mutex_;
  mutable std::shared_ptr<const PriceList> list_;
  mutable std::string stamp_;
  mutable std::chrono::steady_clock::time_point look_again_;
};

}  // namespace pismovod
