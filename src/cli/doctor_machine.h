// What of this machine the daemon needs.
#pragma once

#include "cli/doctor_findings.h"
#include "config/configuration.h"

namespace pismovod {

// Journal, spool and disk, readers and OCR, relay, page, clock. `user`: the daemon's; empty: who runs this program.
void examine_machine(const Configuration& configuration, const std::string& user, HealthFindings& findings);

}  // namespace pismovod
