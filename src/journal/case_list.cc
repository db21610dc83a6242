// A filter has several parts, and only one of them can be walked by its index; a bad choice reads the whole journal for
// one page. So the cases of each part are counted, up to a bound, and the part with the fewest is walked in the order
// of ids; the others become tests of one case. Where all have many, the words that are looked for go first, or a
// partial index, or else the first part: then a page is soon full.
//
// Ids lie in the order of time: days and pages are bounds on the id, and no page is reached by skipping rows. Values
// are bound in the order in which the text has them, those of the part that is walked before the tests.

#include "journal/case_list.h"

#include <algorithm>
#include <optional>
#include <variant>

#include "journal/dialect.h"
#include "journal/entry_json.h"
#include "journal/record_case.h"
#include "journal/search_words.h"

namespace pismovod {
namespace {

using Value = std::variant<int64_t, std::string>;

// Part of a filter: an index that can be walked in the order of ids, and the test of one case.
struct Part {
  std::string from;  // "case_lack d", with the column `id` below
  std::string id;    // "d.id"
  std::string where;
  std::vector<Value> values;
  // The test of a case, with the same values: its id stands between the two. Empty: `where` is one.
  struct Test {
    std::string before;
    std::string behind;
  } test = {};
  bool is_few = false;    // few among many, by a partial index made for them
  bool is_words = false;  // counting them costs what finding them does
};

void bind(Query& query, const std::vector<Value>& values) {
  for (const Value& value : values) {
    if (const auto* number = std::get_if<int64_t>(&value)) {
      query.bind(*number);
    } else {
      query.bind(std::get<std::string>(value));
    }
  }
}

Part of_cases(std::string where, std::vector<Value> values) {
  return {"cases c", "c.id", std::move(where), std::move(values)};
}

// SQLite without statistics would rather walk all.
Part of_few(const Dialect& dialect, const char* index, std::string where) {
  return {"cases c" + dialect.by_index(index), "c.id", std::move(where), {}, {}, true};
}

Part of_complaint(const Dialect& dialect, Complaint complaint) {
  const char* rest = complaint == Complaint::open     ? " AND c.marks & 8 = 0"
                     : complaint == Complaint::agreed ? " AND c.marks & 11 = 10"
                                                      : " AND c.marks & 11 = 9";
  return of_few(dialect, "cases_complaint", std::string("c.marks & 4 = 4") + rest);
}

// "ivan@firm.ru"; anything less is a part of one.
bool is_address(const std::string& typed) {
  const size_t at = typed.find('@');
  return at != std::string::npos && at > 0 && typed.find('.', at) != std::string::npos;
}

Part of_table(const std::string& table, const std::string& column, const std::string& value) {
  return {table + " d",
          "d.id",
          "d." + column + " = ?",
          {value},
          {"EXISTS (SELECT 1 FROM " + table + " x WHERE x." + column + " = ? AND x.id = ", ")"}};
}

Part of_words(const Dialect& dialect, const std::string& words) {
  const std::string where = dialect.has_words;
  Part out{"case_words", "case_words.rowid", where, {words}};
  out.test.behind = " IN (SELECT rowid FROM case_words WHERE " + where + ")";  // looked up once, not case by case
  out.is_words = true;
  return out;
}

class Lister {
 public:
  Lister(Database& database, const CaseFilter& filter, const PageRequest& page)
      : database_(database), dialect_(database.dialect()), page_(page), is_back_(page.after.has_value()) {
    bounds(filter);
    parts(filter);
  }

  CasePage run() {
    CasePage out;
    if (is_nothing_) return out;
    const Part* driver = pick();
    Query query = database_.query(sql(driver, kColumns) + order(driver) + " LIMIT ?");
    bind_all(query, driver);
    query.bind(static_cast<int64_t>(page_.limit + 1));
    while (query.next()) out.lines.push_back(line(query));
    const bool more = out.lines.size() > page_.limit;
    if (more) out.lines.pop_back();
    if (is_back_) std::reverse(out.lines.begin(), out.lines.end());
    out.has_older = is_back_ || more;
    out.has_newer = is_back_ ? more : page_.before.has_value();
    return out;
  }

  int64_t count(int64_t most) {
    if (is_nothing_) return 0;
    const Part* driver = pick();
    Query query = database_.query("SELECT count(*) FROM (" + sql(driver, "1") + " LIMIT ?) found");
    bind_all(query, driver);
    query.bind(most);
    query.next();
    return query.integer(0);
  }

 private:
  static constexpr const char* kColumns =
      "c.id, c.number, c.line, c.action, c.fails, c.first_case, c.put_right_by, c.put_right_at, c.ended, c.ended_by, "
      "c.ended_why, c.ended_at, c.marks, c.by_override";

  void bind_all(Query& query, const Part* driver) const {
    for (const int64_t bound : {least_, most_}) query.bind(bound);
    if (driver != nullptr) pismovod::bind(query, driver->values);
    for (const Part& part : parts_) {
      if (&part != driver) pismovod::bind(query, part.values);
    }
  }

  void bounds(const CaseFilter& filter) {
    if (filter.since) least_ = first_id_of(*filter.since);
    if (filter.until) most_ = first_id_of(*filter.until) - 1;
    if (page_.before) most_ = std::min(most_, *page_.before - 1);
    if (page_.after) least_ = std::max(least_, *page_.after + 1);
  }

  void parts(const CaseFilter& filter) {
    if (!filter.missing.empty()) parts_.push_back(of_table("case_lack", "requirement", filter.missing));
    if (!filter.mailbox.empty()) parts_.push_back(of_table("case_mailbox", "mailbox", lower_case(filter.mailbox)));
    if (filter.sender.starts_with("@")) {
      parts_.push_back(of_cases("c.domain = ?", {lower_case(filter.sender.substr(1))}));
    } else if (is_address(filter.sender)) {
      parts_.push_back(of_cases("c.sender = ?", {lower_case(filter.sender)}));
    } else if (!filter.sender.empty()) {
      // By the senders that figures are kept of: far fewer than cases.
      parts_.push_back(of_cases("c.sender IN (SELECT name FROM tally WHERE kind = 2 AND instr(name, ?) > 0)",
                                {lower_case(filter.sender)}));
    }
    if (filter.action) parts_.push_back(of_cases("c.action = ?", {static_cast<int64_t>(*filter.action)}));
    if (filter.put_right)
      parts_.push_back(*filter.put_right
                           ? of_few(dialect_, "cases_put_right", "c.put_right_at IS NOT NULL AND c.by_override = 0")
                           : of_cases("c.fails = 1 AND c.put_right_at IS NULL", {}));
    if (filter.marked) {
      const bool right = *filter.marked == CaseMark::Kind::right;
      parts_.push_back(right ? of_few(dialect_, "cases_right", "c.marks & 3 = 1")
                             : of_few(dialect_, "cases_wrong", "c.marks & 3 = 2"));
    }
    if (filter.complaint) parts_.push_back(of_complaint(dialect_, *filter.complaint));
    if (filter.held) parts_.push_back(of_few(dialect_, "cases_held", "c.action = 3 AND c.ended IS NULL"));
    if (!filter.tied_to.empty())
      parts_.push_back(of_cases("c.first_case <> '' AND c.first_case = ?", {filter.tied_to}));
    if (!filter.text.empty()) text(filter.text);
  }

  void text(const std::string& typed) {
    const std::string words = dialect_.word_query(typed);
    is_nothing_ = words.empty();
    parts_.push_back(of_words(dialect_, words));
  }

  // The part with the fewest cases, where one has few; else the words, else none: then cases are walked
  // through in their order, and the page is soon full.
  const Part* pick() {
    if (parts_.size() == 1) return &parts_.front();
    const Part* best = nullptr;
    int64_t fewest = kFew;
    for (const Part& part : parts_) {
      if (part.is_words) continue;
      const int64_t count = count_of(part);
      if (count < fewest) {
        fewest = count;
        best = &part;
      }
    }
    if (best != nullptr) return best;
    const auto words = std::ranges::find_if(parts_, &Part::is_words);
    if (words != parts_.end()) return &*words;
    const auto few = std::ranges::find_if(parts_, &Part::is_few);
    if (few != parts_.end()) return &*few;
    return parts_.empty() ? nullptr : &parts_.front();
  }

  // Up to kFew.
  int64_t count_of(const Part& part) {
    Query query = database_.query("SELECT count(*) FROM (SELECT 1 FROM " + part.from + " WHERE " + part.id +
                                  " BETWEEN ? AND ? AND " + part.where + " LIMIT " + std::to_string(kFew) + ") few");
    query.bind(least_).bind(most_);
    pismovod::bind(query, part.values);
    query.next();
    return query.integer(0);
  }

  static bool is_of_own(const Part* driver) { return driver != nullptr && driver->id != "c.id"; }
  static std::string id_of(const Part* driver) { return is_of_own(driver) ? driver->id : "c.id"; }

  std::string sql(const Part* driver, const char* columns) const {
    const std::string id = id_of(driver);
    std::string out = std::string("SELECT ") + columns + " FROM " +
                      (is_of_own(driver)   ? driver->from + " " + dialect_.ordered_join + " cases c ON c.id = " + id
                       : driver != nullptr ? driver->from
                                           : std::string("cases c")) +
                      " WHERE " + id + " BETWEEN ? AND ?";
    if (driver != nullptr) out += " AND " + driver->where;
    for (const Part& part : parts_) {
      if (&part == driver) continue;
      // By the driver's own id, so that a case that fails it is not even read.
      const bool has_test = !part.test.behind.empty();
      out += " AND " + (has_test ? part.test.before + id + part.test.behind : part.where);
    }
    return out;
  }

  std::string order(const Part* driver) const { return " ORDER BY " + id_of(driver) + (is_back_ ? " ASC" : " DESC"); }

  static Complaint complaint_of(int64_t marks) {
    if ((marks & 4) == 0) return Complaint::none;
    if ((marks & 8) == 0) return Complaint::open;
    return (marks & 2) != 0 ? Complaint::agreed : Complaint::declined;
  }

  static CaseLine line(const Query& query) {
    CaseLine out;
    out.position = query.integer(0);
    out.number = query.text(1);
    out.at = time_of_id(out.position);
    read_line(query.text(2), out);
    out.action = static_cast<Action>(query.integer(3));
    out.fails = query.integer(4) != 0;
    out.first_case = query.text(5);
    if (!query.is_null(7))
      out.put_right = CasePutRight{query.text(6), from_milliseconds(query.integer(7)), query.integer(13) != 0};
    if (!query.is_null(8)) {
      out.ending = CaseEnding{query.integer(8) == 0 ? CaseEnding::How::released : CaseEnding::How::dropped,
                              query.text(9), query.text(10), from_milliseconds(query.integer(11))};
    }
    const int64_t marks = query.integer(12);
    out.marked_right = (marks & 1) != 0;
    out.marked_wrong = (marks & 2) != 0;
    out.complaint = complaint_of(marks);
    return out;
  }

  static constexpr int64_t kFew = 2000;

  Database& database_;
  const Dialect& dialect_;
  const PageRequest& page_;
  bool is_back_;
  bool is_nothing_ = false;
  int64_t least_ = 0;
  int64_t most_ = INT64_MAX;
  std::vector<Part> parts_;
};

}  // namespace

CasePage list_cases(Database& database, const CaseFilter& filter, const PageRequest& page) {
  return Lister(database, filter, page).run();
}

int64_t count_cases(Database& database, const CaseFilter& filter, int64_t most) {
  return Lister(database, filter, {}).count(most);
}

}  // namespace pismovod
