// The description of the service, as it is served.
#pragma once

#include <string_view>

namespace pismovod {

std::string_view openapi_document();

}  // namespace pismovod
