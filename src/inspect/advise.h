// What the register of firms says of a letter that was judged: doubts, and values that it lacks. Neither changes a
// verdict or a decision.
//
// Waits for the register within its bound and the deadline. Never throws but for want of memory; any thread.
#pragma once

#include "actions/outcome.h"
#include "inspect/services.h"

namespace pismovod {

// Adds to outcome.advisories and outcome.offers.
void advise(Outcome& outcome, const FirmRegister& firms, FirmRegister::Deadline by);

// The same of the price list: articles that it does not hold, or holds for another product.
void advise(Outcome& outcome, const PriceList& prices);

// Whatever of both there is.
void advise_by(const Services& services, Outcome& outcome, FirmRegister::Deadline by);

}  // namespace pismovod
