// The envelope of a letter (RFC 5321 section 2.3.1): who sends it and to whom, whatever the header
// fields say.
#pragma once

#include <string>
#include <vector>

#include "mail/address.h"

namespace pismovod {

struct Recipient {
  std::string path;  // the forward-path byte for byte as received, with its angle brackets or without
  Address address;
  std::string notify;              // NOTIFY of RFC 3461: "NEVER", "SUCCESS,FAILURE"; empty: not said
  std::string original_recipient;  // ORCPT, as given
};

struct Envelope {
  Address reverse_path;  // empty: the null reverse-path
  bool has_null_reverse_path = false;
  std::vector<Recipient> recipients;
  std::string authenticated;  // SASL login name; empty where there was none
  std::string client;         // IP address of the SMTP client; empty for local submission
  std::string queue_id;
  bool smtp_utf8 = false;   // RFC 6531
  std::string envelope_id;  // ENVID of RFC 3461
};

inline Recipient make_recipient(std::string path) {
  Address address = parse_path(path);
  return {std::move(path), std::move(address), {}, {}};
}

}  // namespace pismovod
