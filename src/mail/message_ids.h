// Message-IDs in header fields (RFC 5322 section 3.6.4): by them letters of one thread are told.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "mail/message.h"

namespace pismovod {

// "<a@b> <c@d>" and anything between them: each with its brackets, in their order, doubles left out.
std::vector<std::string> ids_in(std::string_view text);

// The letter's own Message-ID with its brackets; empty: it has none.
std::string id_of(const Message& message);

// What the letter answers: References, then In-Reply-To, doubles left out. The nearest stand last.
std::vector<std::string> answered_ids(const Message& message);

}  // namespace pismovod
