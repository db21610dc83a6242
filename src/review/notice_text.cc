#include "review/notice_text.h"

#include "mime/charset.h"
#include "mime/encoded_word.h"
#include "mime/structure.h"

namespace pismovod {
namespace {

constexpr size_t kMostText = size_t{1} << 20;
constexpr size_t kMostFiles = 20;

}  // namespace

// As it was sent: its first text and the names of its files. Not what the reader of letters makes of it, which
// takes quotations, signatures and repetitions for what they are in people's letters.
NoticeText read_notice(const std::string& octets) {
  if (octets.empty()) return {};
  BlockPool pool;
  const Message message = read_message(octets, pool, {});
  const Structure structure = cut_into_entities(message, Limits(), pool, {});
  NoticeText out;
  if (const HeaderField* subject = message.field("Subject")) out.subject = decode_header(subject->value);
  bool has_text = false;
  for (const Entity& entity : structure.entities) {
    const std::string name = entity.file_name();
    if (!name.empty() && out.files.size() < kMostFiles) out.files.push_back(name);
    if (has_text || !name.empty() || !entity.is("text/plain")) continue;
    has_text = true;
    out.body =
        to_utf8(decoded_content(structure, message, entity, kMostText), entity.content_type.parameter("charset")).text;
  }
  std::erase(out.body, '\r');
  return out;
}

}  // namespace pismovod
