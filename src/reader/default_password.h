// Excel encrypts a workbook whose structure is protected, or that is only recommended for reading, with a password
// of its own that every program knows and nobody is asked for ([MS-XLS] section 2.2.10).
#pragma once

#include <string>
#include <string_view>

#include "extract/file_type.h"

namespace pismovod {

// The file as it is without encryption: an XLS ([MS-XLS] XOR, RC4 and RC4 of CryptoAPI), a XLSX or another package
// ([MS-OFFCRYPTO] standard and agile encryption). Empty where it has a password of its own, or an encryption of
// another kind.
std::string opened_by_default_password(std::string_view octets, Format format);

}  // namespace pismovod
