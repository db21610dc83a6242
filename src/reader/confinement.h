// What a reader process gives up before it sees its first octet of somebody else's: new privileges,
// files (all writing, all reading but of libraries, fonts, languages and charsets), the network,
// other processes; and how much memory and how many descriptors it may have.
//
// Landlock (asked for its version at run time) and seccomp are used where the kernel has them; where
// not, the rest holds, and it is said.
#pragma once

#include <string>

#include "extract/reader_limits.h"

namespace pismovod {

// Cannot be undone. Says what holds: "limits, landlock 4, seccomp", "limits, no landlock, seccomp".
std::string confine(const ReaderLimits& limits);

// The parts of it, each in a file of its own.
void limit_resources(const ReaderLimits& limits);
// The version that is used; 0 for none.
int confine_files(const ReaderLimits& limits);
bool confine_system_calls();

}  // namespace pismovod
