// The milter protocol, through libmilter; shell.cc is the one file that includes it. It turns
// callbacks into calls of a Session and plans into what the MTA is asked.
//
// libmilter keeps its state in the process, so it runs once a program. It does not bind connections
// to threads: callbacks of one connection come one after another from any thread, those of several
// at the same time. No exception leaves a callback.
#pragma once

#include <chrono>
#include <string>

#include "milter/session.h"

namespace pismovod {

// Makes the listening socket, in libmilter's words ("inet:8895@[127.0.0.1]"). The address has been
// tried before: what is wrong now stands in the system log alone.
bool open_milter(const std::string& socket, std::chrono::seconds silent_connection);

// Serves connections until the program ends, or libmilter gives up (false). Its threads use the
// parts until the program has ended.
bool run_milter(const SessionParts& parts);

}  // namespace pismovod
