// How Postfix and we stand together.
#pragma once

#include "cli/doctor_findings.h"
#include "cli/postfix_settings.h"
#include "config/configuration.h"

namespace pismovod {

// Each of its services: does it ask us, first, at a place that it can reach, and what does it do where it cannot?
// `listen`: where the milter listens, in Postfix's form.
void examine_milters(const PostfixSettings& postfix, const std::string& listen, const Configuration& configuration,
                     HealthFindings& findings);

// Addresses of one's own that lead to a mailbox of ours behind the milter's back.
void examine_aliases(const PostfixSettings& postfix, const Configuration& configuration, HealthFindings& findings);

}  // namespace pismovod
