// Pages for employees, without a sign-in to the journal and for the office's own networks alone: what each mailbox
// wants, the template with the partner's data, a letter checked before it is sent. Nothing of what is checked is
// stored.
#pragma once

#include <string_view>

#include "review/visit.h"

namespace pismovod {

inline constexpr std::string_view kCheckPath = "/help/check";
inline bool is_staff_path(std::string_view path) { return path == "/help" || path.starts_with("/help/"); }

HttpResponse staff_page(const Visit& visit);
// A letter that was pasted, or a file that a mail program saved (.eml).
HttpResponse staff_checks(const Visit& visit);

}  // namespace pismovod
