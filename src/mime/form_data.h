// The fields of a form that comes as multipart/form-data (RFC 7578), cut by the same guarded pass as letters.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "mime/structure.h"

namespace pismovod {

struct FormField {
  std::string name;
  std::string type;       // "application/pdf", as declared
  std::string file_name;  // UTF-8; empty: none
  std::string octets;
};

// In the form's order. An error is a sentence for whoever wrote what sent it.
Result<std::vector<FormField>> read_form_data(std::string_view content_type, std::string_view body,
                                              const Limits& limits, BlockPool& blocks, const Octets::Limits& memory);

// One value on one line of valid UTF-8, whatever the form had in it.
std::string on_one_line(std::string_view text);

}  // namespace pismovod
