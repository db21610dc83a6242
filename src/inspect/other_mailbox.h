// Whose matter a letter is: advice to whoever wrote it to a mailbox that another one's people answer for.
//
// Told by the taught question "mailbox" from the sender's own words; a letter that lacks nothing for the mailbox that
// it was written to is advised only where no doubt is left. An answer to the firm's own letter stays where the firm
// wrote from. Changes no verdict.
//
// Pure; any thread.
#pragma once

#include "actions/outcome.h"
#include "config/configuration.h"
#include "facts/reading.h"

namespace pismovod {

// Adds to outcome.advisories, once for one right mailbox.
void advise_other_mailbox(Outcome& outcome, const Configuration& configuration, const Reading& reading);

}  // namespace pismovod
