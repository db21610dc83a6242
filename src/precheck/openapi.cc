#include "precheck/openapi.h"

#include "precheck/served_files.h"

namespace pismovod {

std::string_view openapi_document() { return served_files().front().text; }

}  // namespace pismovod
