// The values of the field X-Pismovod: mailbox, verdict and the ids of what is not there, in ASCII.
//
//   lic@1c.ru; verdict=fail; missing=client_inn,question; invalid=product_article
#pragma once

#include <string>
#include <string_view>

#include "actions/outcome.h"

namespace pismovod {

// Folded with LF and a tab, so that no line is longer than 76 octets where the ids allow it.
std::string mark_of(const Verdict& verdict);
// verdict=overridden, or verdict=unverified with the reason: "lic@1c.ru; verdict=unverified; reason=busy".
std::string mark_of(std::string_view mailbox, std::string_view verdict, std::string_view reason = {});
std::string mark_of(const LookalikeWarning& warning);

// For all eyes: nothing of whom the letter goes to and of what is in it. "verdict=fail".
std::string mark_of_verdict(std::string_view verdict, std::string_view reason = {});
std::string mark_of_lookalike();

}  // namespace pismovod
