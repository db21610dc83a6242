// S/MIME and its like (CMS, RFC 5652), as octets or in the base64 that programs for signatures save them in.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "extract/file_type.h"

namespace pismovod {

// What is signed or enveloped, or a signature alone; nothing for other octets. Their head is enough.
std::optional<FileType> tell_cms(std::string_view octets);

// The octets that a text stands for: lines of base64 and nothing else, with or without the lines BEGIN and END
// of PEM (RFC 7468). Empty for other text.
std::string octets_of_armor(std::string_view text);

}  // namespace pismovod
