// The case that a sender's link opens.
#pragma once

#include <tl/expected.hpp>

#include "base/secret.h"
#include "review/visit.h"

namespace pismovod {

// Or the page that refuses it.
tl::expected<CaseEntry, HttpResponse> linked_case(const Visit& visit, const Secret& secret, const std::string& token);

}  // namespace pismovod
