// What is kept of a notice that was sent. Used within journal/ alone.
#pragma once

#include <string>
#include <string_view>

namespace pismovod {

// A letter of ours without what was attached to it: the draft is the sender's own letter, with all that it holds.
// The same where it is no multipart/mixed.
std::string without_attachments(std::string_view octets);

}  // namespace pismovod
