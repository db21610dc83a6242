// XLS workbooks whose records are encrypted one by one ([MS-XLS] section 2.2.10, [MS-OFFCRYPTO] section 2.3.5 to
// 2.3.7).
#pragma once

#include <string>
#include <string_view>

namespace pismovod {

// The file with its workbook as it is without encryption, of the same size; empty where the password (ASCII) is
// another, or the encryption of another kind.
std::string opened_workbook(std::string_view octets, std::string_view password);

}  // namespace pismovod
