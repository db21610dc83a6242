// Signed messages with their content inside (S/MIME opaque signing, CAdES), by OpenSSL, which hashes.cc uses
// too. No signature is checked: whose it is, is no question here.
#pragma once

#include <string>
#include <string_view>

#include "extract/document.h"

namespace pismovod {

// The content that was signed. encrypted for an enveloped message, unreadable for anything else.
ReadState unwrap_cms(std::string_view octets, size_t most, std::string& content);

}  // namespace pismovod
