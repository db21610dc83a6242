// A letter goes in, an outcome comes out: the whole way in one function. `check`, `replay`, the
// tests, the fuzzers and the milter call the same one.
//
// Never throws. Touches nothing but what it is handed: no disk but the spool folder, no network.
// May be called from several threads at once with the same configuration.
#pragma once

#include <string>

#include "actions/outcome.h"
#include "base/patience.h"
#include "config/configuration.h"
#include "extract/read_cache.h"
#include "extract/reader.h"
#include "mail/envelope.h"
#include "mail/message.h"

namespace pismovod {

// What an inspection works with; all of it outlives the call.
struct Tools {
  BlockPool& blocks;
  AttachmentReader* reader = nullptr;  // null: attachments are judged by kind and name
  ReadCache* cache = nullptr;          // null: the same file is read again
  const Patience& patience;
};

Outcome inspect(const Message& message, const Envelope& envelope, const Configuration& configuration,
                const Tools& tools);

// The outcome for a letter that is not looked at: everything is unverified, for the reason with this id
// (the text "limit.WHY").
Outcome uninspected(const Envelope& envelope, const Configuration& configuration, const std::string& why);

}  // namespace pismovod
