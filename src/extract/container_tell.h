// Office files among the ZIP archives and the OLE containers; a part of tell_file_type().
#pragma once

#include <string_view>

#include "extract/file_type.h"

namespace pismovod {

// Octets that begin with a ZIP entry ("PK\3\4"); the names of entries tell (ECMA-376 part 2, ODF 1.2
// part 3 section 2.2.4).
FileType tell_zip(std::string_view octets);

// Octets that begin with the mark of an OLE compound file ([MS-CFB] section 2.2); the names of its
// streams tell, wherever its directory lies.
FileType tell_ole(std::string_view octets);

}  // namespace pismovod
