// One question to the helper that works in Postfix's queue as root, on a Unix socket:
//
//   held QUEUEID      "ok": no such letter is held; "ok held MESSAGE-ID"
//   release QUEUEID   "ok"
//   drop QUEUEID      "ok"
//
// A line each way; "error TEXT" where it was not done. There are no other verbs, a queue id is letters
// and digits, and nothing else that the peer says reaches a command.
#pragma once

#include <sys/types.h>

#include <string>
#include <string_view>

#include "queue/held_letters.h"

namespace pismovod {

// Who speaks there (SO_PEERCRED) is root or `user`. False for what is no Unix socket.
bool may_ask(int connection, uid_t user);

// The answer to one line, without its end.
std::string answer_to(std::string_view line, const HeldLetters& letters);

// Reads one line within `seconds` and 64 octets, answers it. True where an answer was given.
bool serve_question(int connection, const HeldLetters& letters, int seconds = 5);

}  // namespace pismovod
