// Descriptors: every connection and every large letter has some, and the system lets us have so many.
//
// libmilter answers accept() without descriptors by asking again at once, which is a thread that turns
// for nothing and says nothing. The program has an accept() of its own, for libmilter: where only a few
// are left, connections wait in the socket's line, the log says so, and the next look is after a pause.
#pragma once

#include <cstddef>

namespace pismovod {

// Asks for as many as the system lets us have.
void raise_descriptor_limit();

// How often connections had to wait. Any thread.
size_t accepts_put_off();

}  // namespace pismovod
