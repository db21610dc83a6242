// The filter of the list of cases, as the page's address carries it.
#pragma once

#include <string>

#include "journal/store.h"
#include "review/http.h"

namespace pismovod {

// Fields that say nothing or nothing sensible are passed over: an address typed by hand never fails.
CaseFilter filter_of(const Fields& query);
PageRequest page_of(const Fields& query);

// "/cases?mailbox=lic%401c.ru&before=17": the fields of the filter alone, and what is added.
std::string cases_address(const std::string& path, const Fields& query, const std::string& added_name = "",
                          const std::string& added_value = "");

// Does the query ask for less than everything?
bool is_filtered(const Fields& query);
// The list begins with the oldest; its pages are turned by the same links.
bool is_oldest_first(const Fields& query);
// The same list the other way round, from its beginning.
std::string turned_address(const Fields& query);

}  // namespace pismovod
