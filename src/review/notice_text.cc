#include "review/notice_text.h"

#include "letter/letter.h"

namespace pismovod {

NoticeText read_notice(const std::string& octets) {
  if (octets.empty()) return {};
  BlockPool pool;
  const Octets::Limits in_memory{};
  const Message message = read_message(octets, pool, in_memory);
  const Limits limits;
  ReadingContext context;
  context.limits = &limits;
  context.pool = &pool;
  const Letter letter = read_letter(message, context);
  NoticeText out;
  out.subject = letter.subject;
  // Its draft is an attachment and stays outside; the passages are cut where quotes and signatures begin.
  for (const Passage& passage : letter.passages) {
    if (passage.place.kind == Place::Kind::subject || passage.place.kind == Place::Kind::attachment) continue;
    if (!out.body.empty() && !out.body.ends_with('\n')) out.body += '\n';
    out.body += passage.text;
  }
  return out;
}

}  // namespace pismovod
