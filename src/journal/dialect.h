// Where the SQL of the two engines parts; all other text of a query is one for both. Numbered places are written ? or
// ?1, as SQLite has them. Used within journal/ alone.
#pragma once

#include <string>
#include <string_view>

namespace pismovod {

struct Dialect {
  // Of a partial index that is to be walked, behind a table's name; nothing where the engine has statistics.
  std::string (*by_index)(std::string_view index);
  const char* ordered_join;       // the table on the left is walked first
  const char* has_words;          // the test of case_words; its one value is made by word_query
  const char* same_forward_path;  // the test of outbox; its one value in lower case
  const char* skip_claimed;  // behind a SELECT of the row that is to be claimed: rows that others have are passed by
  // What is stored in case_words.words for a text, and what is looked for.
  std::string (*stored_words)(std::string_view text);
  std::string (*word_query)(std::string_view typed);
  const char* forget_words;  // what was removed leaves the index of words; empty: it has left already
  bool by_months;            // postgres_months.h: the heads of old cases go row by row, all else with its month
  const char* after_copy;    // of rows that brought their numbers with them; empty: nothing
};

}  // namespace pismovod
