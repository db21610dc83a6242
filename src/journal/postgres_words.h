// Words as PostgreSQL's own search has them: its parser takes addresses and numbers with signs for one word each, so
// that words are cut here, as FTS5 cuts them, and the server is given what its types are written like. Used within
// journal/ alone.
#pragma once

#include <string>
#include <string_view>

namespace pismovod {

// A tsvector: 'ivan' 'vektor' 'test'
std::string tsvector_of(std::string_view text);
// A tsquery, each the beginning of a word: 'ива':* & '77012':*; empty: there is no word in it.
std::string tsquery_of(std::string_view typed);

}  // namespace pismovod
