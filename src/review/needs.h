// What needs the lead: new complaints, held letters that wait, letters that were not put right, faults of the service.
#pragma once

#include "review/visit.h"

namespace pismovod {

// "7"; "99+" where there are more; empty: none, or the journal gives no answer. For the menu: complaints and held
// letters alone, which wait for a person.
std::string needs_count(const Visit& visit);

HttpResponse needs_page(const Visit& visit);

}  // namespace pismovod
