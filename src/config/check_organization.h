// What of [[organization]] cannot be: the sample as it came, numbers that are none.
#pragma once

#include "config/loader.h"

namespace pismovod {

// Russian forms are asked of Russian partners only: a code with a country's suffix (48123-KAZ) has that
// country's numbers.
void check_organization(const Organization& organization, const TomlValue& table, ConfigErrors& errors);

}  // namespace pismovod
