// A letter goes in, an outcome comes out: the whole way in one function. `check`, `replay`, the
// tests, the fuzzers and the milter call the same one.
//
// When the letter's patience is over, what was not reached is unverified with that reason: an inspection never
// takes much longer, whatever the letter is, and never says of what it did not look at that it is missing.
//
// Never throws. Touches nothing but what it is handed: no disk but the spool folder and the journal of earlier letters,
// no network.
// May be called from several threads at once with the same configuration.
#pragma once

#include <memory>
#include <string>

#include "actions/outcome.h"
#include "base/patience.h"
#include "config/configuration.h"
#include "extract/read_cache.h"
#include "extract/reader.h"
#include "lookup/earlier_letters.h"
#include "lookup/prices.h"
#include "mail/envelope.h"
#include "mail/message.h"
#include "mime/structure.h"

namespace pismovod {

// What an inspection works with; all of it outlives the call.
struct Tools {
  BlockPool& blocks;
  AttachmentReader* reader = nullptr;  // null: attachments are judged by kind and name
  ReadCache* cache = nullptr;          // null: the same file is read again
  const Patience& patience;
  const EarlierLetters* earlier = nullptr;            // null: every letter is judged by itself
  std::shared_ptr<const PriceList> prices = nullptr;  // null: no price list judges
};

// `structure` takes how the letter was cut into entities, for whoever writes about it; it stays empty where
// nothing was judged. It must not outlive the tools.
Outcome inspect(const Message& message, const Envelope& envelope, const Configuration& configuration,
                const Tools& tools, Structure* structure = nullptr);

// The outcome for a letter that is not looked at: everything is unverified, for the reason with this id
// (the text "limit.WHY").
Outcome uninspected(const Envelope& envelope, const Configuration& configuration, const std::string& why);

}  // namespace pismovod
