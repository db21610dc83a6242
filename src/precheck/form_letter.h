// A letter that comes as the fields of a form (multipart/form-data, RFC 7578), written as the letter that a mail
// program would send, to be judged like any other.
//
// from, to, cc, bcc   addresses as in a header field, UTF-8; each may stand several times
// subject, text, html
// file                a file, any number of them
// inline              a picture that the HTML shows, or of a signature
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "mail/octets.h"
#include "mime/limits.h"

namespace pismovod {

struct FormLetter {
  std::string octets;
  std::vector<std::string> to;  // addresses of to, cc and bcc together
};

// An error is a sentence for whoever wrote the program that asks.
Result<FormLetter> letter_of_form(std::string_view content_type, std::string_view body, const Limits& limits,
                                  BlockPool& blocks, const Octets::Limits& memory);

}  // namespace pismovod
