// Files that hold files: archives, winmail.dat, signed messages, letters.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "extract/file_type.h"
#include "letter/letter.h"
#include "reader/budget.h"

namespace pismovod {

struct Enclosed {
  uint32_t number = 0;  // among the files of its container, from 0
  std::string name;     // UTF-8, without folders: never a path to write to
  std::string octets;
  std::string charset;                // as declared, for text
  bool is_mime = false;               // a letter, or a part of one, whatever its octets look like
  bool text_alone = false;            // what is attached to it is listed beside it
  ReadState state = ReadState::read;  // else why there are no octets
};

// Returns false to end the walk.
using TakeEnclosed = std::function<bool(Enclosed)>;

struct ContainerWalk {
  std::string_view octets;
  std::string_view name;         // of the container, for files that have none of their own
  std::optional<uint32_t> only;  // unpack this file alone
};

// Hands over the files in their order. What the container itself comes to: read, encrypted,
// too_large (the budget ended, files are missing) or unreadable (files may be missing).
ReadState walk_archive(const ContainerWalk& walk, Budget& budget, const TakeEnclosed& take);
ReadState walk_tnef(const ContainerWalk& walk, Budget& budget, const TakeEnclosed& take);
ReadState walk_cms(const ContainerWalk& walk, Budget& budget, const TakeEnclosed& take);
ReadState walk_letter(const ContainerWalk& walk, Budget& budget, const TakeEnclosed& take);

// Whichever of them the format asks for; unreadable for a format that holds no files.
ReadState walk_container(Format format, const ContainerWalk& walk, Budget& budget, const TakeEnclosed& take);

// How letters are read here: nothing is written to disk, nobody's domains are known.
const ReadingContext& reader_context();

}  // namespace pismovod
