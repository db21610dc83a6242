// One letter through the mail server, to see that it asks us. It goes to an address at a reserved domain (RFC 2606),
// which stands for a mailbox of ours for a minute; never to 1C.
#pragma once

#include <string>

#include "cli/doctor_findings.h"

namespace pismovod {

struct ProbeOptions {
  std::string server = "smtp://127.0.0.1:25";  // that takes the letter
  std::string control;                         // the daemon's control socket
};

// The letter is refused by the daemon whatever comes of it; one that nobody refused is in the server's queue, which is
// said with the line that removes it.
void send_probe(const ProbeOptions& options, HealthFindings& findings);

}  // namespace pismovod
