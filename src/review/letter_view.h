// A letter as its sender sees it before it leaves: addresses, subject, text, names and sizes of files. Text alone: no
// active content and no pictures.
#pragma once

#include "kept/letter_box.h"
#include "review/visit.h"

namespace pismovod {

View letter_view(const Visit& visit, const KeptLetter& letter);

}  // namespace pismovod
