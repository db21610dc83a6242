// What the price list says of the products that a letter names, where its verdict may hang on it.
//
// A full name is one that the list has, however short it looks: that only lets a letter pass. What the list does not
// have is wrong in mailboxes with `listed` alone. What was read of a picture is left as it is: a misread sign would
// make it another article.
//
// Never throws but for want of memory; any thread.
#pragma once

#include <vector>

#include "config/configuration.h"
#include "lookup/prices.h"
#include "rules/verdict.h"

namespace pismovod {

void judge_by_prices(const Configuration& configuration, const PriceList& prices, std::vector<Verdict>& verdicts);

}  // namespace pismovod
