// One letter that a lead lets pass. Used within journal/ alone, inside a transaction; throws DatabaseError.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "journal/database.h"
#include "journal/store.h"

namespace pismovod {

// Anew where the case has one already.
void allow_once(Database& database, int64_t id, const std::string& why, const CaseMark& note);
// The oldest of this sender's for one of the mailboxes: there is seldom one, and looking takes no lock.
struct FoundAllowance {
  int64_t id = 0;
  Allowance allowance;
};
std::optional<FoundAllowance> find_allowance(Database& database, const std::string& sender,
                                             const std::vector<std::string>& mailboxes, Instant now);
// The same, used up by this.
std::optional<Allowance> take_allowance(Database& database, const std::string& sender,
                                        const std::vector<std::string>& mailboxes, Instant now);

}  // namespace pismovod
