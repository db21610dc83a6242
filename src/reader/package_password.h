// Office files that are ZIP packages, encrypted as a whole within an OLE container ([MS-OFFCRYPTO] sections 2.3.4:
// standard encryption with AES, agile encryption with AES in CBC mode).
#pragma once

#include <string>
#include <string_view>

namespace pismovod {

// The package; empty where the password (ASCII) is another, or the encryption of another kind.
std::string opened_package(std::string_view octets, std::string_view password);

}  // namespace pismovod
