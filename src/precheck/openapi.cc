#include "precheck/openapi.h"

#include "precheck/documents.h"

namespace pismovod {

std::string_view openapi_document() { return documents().front().text; }

}  // namespace pismovod
