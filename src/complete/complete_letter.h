// Lines of the partner's own data written into a letter: in its text and the HTML beside it alike, in their own
// charset and transfer encoding, each as one run of octets; every other octet stays as it came.
//
// Signed and encrypted letters, those with a DKIM signature already, and whatever is not understood for sure are
// left alone. What was made is read again and proven before it is given out. Pure but for the spool; any thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mail/edit.h"
#include "mime/structure.h"

namespace pismovod {

// How an entity's content is cut, and where octets that do not fit into memory go.
struct CompletionTools {
  const Limits& limits;
  BlockPool& blocks;
  const Octets::Limits& octets;
};

struct CompletedText {
  ChangeBody change;
  Message message;     // with its body changed
  std::string before;  // the sender's line that ours follow
  std::string after;   // that line and ours
};

// `lines` in UTF-8, each "label: value". The structure is the message's.
std::optional<CompletedText> complete_letter(const Message& message, const Structure& structure,
                                             const std::vector<std::string>& lines, const CompletionTools& tools);

}  // namespace pismovod
