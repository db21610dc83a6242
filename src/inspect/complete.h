// A letter that would be stopped for want of the partner's own data alone, completed with them.
//
// Reads the completed letter anew, as 1C would: nothing comes of it unless it passes then, and is otherwise judged
// as before. Never throws but for want of memory; any thread.
#pragma once

#include "inspect/inspect.h"

namespace pismovod {

// The outcome of the letter as it goes on, with its completion; nothing where no mailbox that it fails for has
// `complete`, where it lacks anything else, or where it cannot be completed beyond doubt. `outcome` and `structure`
// are inspect()'s.
std::optional<Outcome> complete(const Message& message, const Envelope& envelope, const Configuration& configuration,
                                const Tools& tools, const Structure& structure, const Outcome& outcome);

}  // namespace pismovod
