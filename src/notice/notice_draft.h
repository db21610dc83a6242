// The draft that a notice carries: the sender's own letter with the lines to fill in on top, for a
// mail program to open and send (X-Unsent).
#pragma once

#include <string>

#include "notice/notice_content.h"

namespace pismovod {

struct Draft {
  DraftKind kind = DraftKind::none;
  std::string octets;  // a whole RFC 5322 letter, ASCII
};

// The letter's text stays, its charset becomes UTF-8; attachments keep their octets, names and types.
// One above the configured size has the lines, the text and a list of the attachments.
// Goes to whom the letter went: of a withheld or annotated one, to the mailboxes that want more.
Draft make_draft(const NoticeRequest& request, const NoticeMatter& matter);

}  // namespace pismovod
