// The letters that a file holds, whatever it is packed with: a letter, an mbox (RFC 4155), either of them compressed
// (gzip, bzip2, xz, zstd, lz4: told by their first octets, as Dovecot's compressed Maildirs want), or a tar or zip
// with such files (told by its name). Read as a stream: one letter at a time is in memory.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/letters.h"

namespace pismovod {

// Does the file's name end with one of these? Case does not count.
bool has_ending(std::string_view name, std::span<const std::string_view> endings);

using TakeLetter = std::function<void(const std::string& name, std::string_view octets)>;

// "-" is standard input. What is no letter is a trouble (65), what cannot be read is one (66); the rest is handed on.
// `any_octets`: what is no letter is handed on too.
std::vector<LetterTrouble> take_letters_of_file(const std::string& name, const TakeLetter& take, bool any_octets);

}  // namespace pismovod
