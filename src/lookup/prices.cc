#include "lookup/prices.h"

#include <sys/stat.h>

#include <algorithm>
#include <set>

#include "base/fold.h"
#include "base/log.h"
#include "journal/database.h"
#include "lookup/firm.h"

namespace pismovod {
namespace {

constexpr std::chrono::seconds kLookAtFile{5};
constexpr std::chrono::milliseconds kWait{2000};
constexpr size_t kTwice = static_cast<size_t>(-1);
constexpr int64_t kVersions = 10;  // that are kept

const std::vector<TableColumn>& columns() {
  static const std::vector<TableColumn> all = {
      {"article", {"артикул", "код", "article"}},
      {"name", {"наименование", "номенклатура", "название", "товар", "продукт", "name"}},
      {"note", {"примечание", "статус", "состояние", "комментарий", "note"}}};
  return all;
}

bool is_discontinued(const std::string& text) {
  static const std::vector<std::string> words = {fold("снят"), fold("прекращ"), fold("архивн"), fold("не поставля")};
  const std::string folded = fold(text);
  return std::any_of(words.begin(), words.end(), [&](const std::string& w) { return folded.find(w) != folded.npos; });
}

// "4 601546 113412" is digits; "ENTERPRISE-8" stays, in capitals.
std::string article_of(const std::string& cell) {
  const std::string digits = digits_of(cell);
  const bool is_number = cell.find_first_not_of("0123456789 -") == std::string::npos;
  if (is_number) return digits.size() >= 5 ? digits : "";
  std::string out(trimmed(cell));
  for (char& c : out) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
  return out.size() <= 40 && !digits.empty() ? out : "";
}

std::string key_of(std::string_view name) { return fold_bare(name); }

// What stands in the names of many products.
bool is_common(const std::string& word) {
  static const std::set<std::string> words = [] {
    std::set<std::string> out;
    for (const char* each :
         {"предприятие", "поставка",       "электронная", "электронной", "лицензия",   "лицензии", "клиентская",
          "серверная",   "версия",         "версии",      "проф",        "корп",       "базовая",  "комплект",
          "программа",   "программный",    "продукт",     "рабочих",     "рабочее",    "мест",     "пользователей",
          "основная",    "дополнительная", "для",         "usb",         "расширение", "сервис"})
      out.insert(fold(each));
    return out;
  }();
  return words.contains(word);
}

std::vector<std::string> telling_words(std::string_view name) {
  constexpr size_t kTelling = 5;
  std::vector<std::string> out = name_words(name);
  std::erase_if(out, [](const std::string& w) { return w.size() < kTelling || is_common(w); });
  return out;
}

void make_tables(Database& database) {
  database.execute(
      "PRAGMA journal_mode = DELETE; CREATE TABLE IF NOT EXISTS version (id INTEGER PRIMARY KEY, at INTEGER NOT NULL, "
      "source TEXT NOT NULL); CREATE TABLE IF NOT EXISTS price (version INTEGER NOT NULL, article TEXT NOT NULL, name "
      "TEXT NOT NULL, discontinued INTEGER NOT NULL, PRIMARY KEY (version, article)) WITHOUT ROWID");
}

std::string stamp_of(const std::string& path) {
  struct stat found {};
  if (path.empty() || ::stat(path.c_str(), &found) != 0) return {};
  return std::to_string(found.st_mtim.tv_sec) + "." + std::to_string(found.st_mtim.tv_nsec) + "/" +
         std::to_string(found.st_size);
}

}  // namespace

Result<PriceTable> prices_in(const std::vector<TableRow>& rows) {
  const auto head = find_head(rows, columns(), 2);
  if (!head || !head->columns.contains("article") || !head->columns.contains("name"))
    return failure("no row of heads with «Артикул» and «Наименование» among the first twenty");
  PriceTable out;
  for (const auto& [name, at] : head->columns) out.heads[name] = rows[head->row][at];
  std::set<std::string> seen;
  for (size_t r = head->row + 1; r < rows.size(); ++r) {
    PriceRow row{article_of(head->cell(rows[r], "article")), head->cell(rows[r], "name"), false};
    row.is_discontinued = is_discontinued(row.name) || is_discontinued(head->cell(rows[r], "note"));
    if (row.article.empty() || row.name.empty() || !seen.insert(row.article).second) {
      ++out.passed_over;
    } else {
      out.rows.push_back(std::move(row));
    }
  }
  if (out.rows.empty()) return failure("no row below the heads has an article and a name");
  return out;
}

PriceList::PriceList(std::vector<PriceRow> rows) : rows_(std::move(rows)) {
  for (size_t i = 0; i < rows_.size(); ++i) {
    articles_.emplace(rows_[i].article, i);
    const auto [entry, is_new] = names_.emplace(key_of(rows_[i].name), i);
    if (is_new || rows_[i].is_discontinued) continue;
    const bool was_sold = entry->second == kTwice || !rows_[entry->second].is_discontinued;
    entry->second = was_sold ? kTwice : i;
  }
}

const PriceRow* PriceList::by_article(std::string_view article) const {
  const auto found = articles_.find(article);
  return found == articles_.end() ? nullptr : &rows_[found->second];
}

bool PriceList::has_name(std::string_view name) const { return names_.contains(key_of(name)); }

const PriceRow* PriceList::by_name(std::string_view name) const {
  const auto found = names_.find(key_of(name));
  return found == names_.end() || found->second == kTwice || rows_[found->second].is_discontinued
             ? nullptr
             : &rows_[found->second];
}

std::vector<PriceRow> PriceList::find(std::string_view text, size_t most) const {
  const std::vector<std::string> wanted = folded_words(text);
  std::vector<PriceRow> out;
  for (const PriceRow& row : rows_) {
    const std::string all = " " + fold(row.article + " " + row.name);
    const bool has_all = std::all_of(wanted.begin(), wanted.end(), [&](const std::string& w) {
      for (size_t at = all.find(w); at != all.npos; at = all.find(w, at + 1)) {
        if (!is_folded_letter(all[at - 1]) && !is_digit(all[at - 1])) return true;
      }
      return false;
    });
    if (has_all && !wanted.empty() && out.size() < most) out.push_back(row);
  }
  return out;
}

bool may_be_same_product(std::string_view a, std::string_view b) {
  constexpr size_t kBeginning = 5;
  const std::vector<std::string> first = telling_words(a);
  const std::vector<std::string> second = telling_words(b);
  if (first.empty() || second.empty()) return true;
  return std::any_of(first.begin(), first.end(), [&](const std::string& x) {
    return std::any_of(second.begin(), second.end(),
                       [&](const std::string& y) { return x.compare(0, kBeginning, y, 0, kBeginning) == 0; });
  });
}

Result<int64_t> keep_prices(const std::string& path, const std::string& source, const std::vector<PriceRow>& rows,
                            std::chrono::system_clock::time_point now) {
  try {
    Database database(path, kWait, 0);
    make_tables(database);
    Writing writing(database);
    const int64_t at = std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch()).count();
    int64_t version = 0;
    {
      Query made = database.query("INSERT INTO version (at, source) VALUES (?, ?) RETURNING id");
      made.bind(at).bind(source).next();
      version = made.integer(0);
    }
    for (const PriceRow& row : rows) {
      database.query("INSERT INTO price (version, article, name, discontinued) VALUES (?, ?, ?, ?)")
          .bind(version)
          .bind(row.article)
          .bind(row.name)
          .bind(int64_t{row.is_discontinued})
          .run();
    }
    database.query("DELETE FROM price WHERE version <= ?").bind(version - kVersions).run();
    database.query("DELETE FROM version WHERE id <= ?").bind(version - kVersions).run();
    writing.commit();
    Query count = database.query("SELECT count(*) FROM version");
    return count.next() ? count.integer(0) : 0;
  } catch (const DatabaseError& wrong) {
    return failure(wrong.error.text);
  }
}

Result<std::vector<PriceRow>> kept_prices(const std::string& path) {
  if (stamp_of(path).empty()) return failure("there is no price list: " + path);
  try {
    Database database(path, kWait, 0);
    Query query = database.query(
        "SELECT article, name, discontinued FROM price WHERE version = (SELECT max(id) FROM version) ORDER BY name");
    std::vector<PriceRow> out;
    while (query.next()) out.push_back({query.text(0), query.text(1), query.integer(2) != 0});
    return out;
  } catch (const DatabaseError& wrong) {
    return failure(wrong.error.text);
  }
}

std::shared_ptr<const PriceList> Prices::get() const {
  const std::lock_guard lock(mutex_);
  const auto now = std::chrono::steady_clock::now();
  if (now < look_again_) return list_;
  look_again_ = now + kLookAtFile;
  const std::string stamp = stamp_of(path_);
  if (stamp == stamp_) return list_;
  stamp_ = stamp;
  list_.reset();
  if (stamp.empty()) return list_;
  auto rows = kept_prices(path_);
  if (!rows) log_warning("event=price_list what=\"" + rows.error().text + "\"");
  if (rows && !rows->empty()) list_ = std::make_shared<const PriceList>(std::move(*rows));
  return list_;
}

}  // namespace pismovod
