// What a letter that answers lacks, and an earlier letter of its thread held: found there.
#pragma once

#include <vector>

#include "config/configuration.h"
#include "lookup/earlier_letters.h"
#include "mail/envelope.h"
#include "mail/message.h"
#include "rules/verdict.h"

namespace pismovod {

// What is wrong in the letter itself stays so. Where the journal does not answer, nobody knows whether what is missing
// is owed: it is unverified.
void recall(const Message& message, const Envelope& envelope, const Configuration& configuration,
            const EarlierLetters& earlier, std::vector<Verdict>& verdicts);

}  // namespace pismovod
