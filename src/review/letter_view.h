// A letter as its sender sees it before it leaves: addresses, subject, text, names and sizes of files. Text alone: no
// active content and no pictures.
#pragma once

#include "kept/letter_box.h"
#include "review/visit.h"

namespace pismovod {

// `evidence`: pieces of its text, marked where they stand.
View letter_view(const Visit& visit, const KeptLetter& letter, const std::vector<std::string>& evidence = {});

struct SavedFile {
  std::string name;
  std::string octets;
};
// The file that letter_view() gives this index.
std::optional<SavedFile> letter_file(const Visit& visit, const KeptLetter& letter, size_t index);

}  // namespace pismovod
