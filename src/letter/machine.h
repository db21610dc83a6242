// Letters of machines: auto-replies, delivery and disposition reports, calendar items. They cannot
// answer a refusal and are never judged (RFC 3834, RFC 6522, RFC 8098, RFC 5546).
#pragma once

#include "mail/message.h"
#include "mime/structure.h"

namespace pismovod {

bool is_machine_letter(const Message& message, const Structure& structure, bool null_reverse_path);

}  // namespace pismovod
