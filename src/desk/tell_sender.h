// What a person did about a case, told to the sender of its letter: composed from what is on record.
#pragma once

#include <string>
#include <vector>

#include "config/configuration.h"
#include "journal/store.h"
#include "notice/told.h"

namespace pismovod {

// To be put on record with the deed (Store::end, Store::add_mark); none where nobody of ours is to be written
// to. `by` as the sender knows him. Nothing throws but memory.
std::vector<OutgoingLetter> told_letters(const CaseEntry& entry, Deed deed, const std::string& by,
                                         const std::string& why, const Configuration& configuration);

}  // namespace pismovod
