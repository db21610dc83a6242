#include "mime/form_data.h"

#include <algorithm>

#include "base/utf8.h"

namespace pismovod {

std::string on_one_line(std::string_view text) {
  std::string out = to_valid_utf8(text);
  std::replace_if(
      out.begin(), out.end(), [](char c) { return c == '\r' || c == '\n' || c == '\0'; }, ' ');
  return out;
}

Result<std::vector<FormField>> read_form_data(std::string_view content_type, std::string_view body,
                                              const Limits& limits, BlockPool& blocks, const Octets::Limits& memory) {
  Message message{{{"Content-Type", on_one_line(content_type)}}, Octets(blocks, memory)};
  if (!message.body.append(body)) return failure("the form could not be kept: the spool is full");
  const Structure structure = cut_into_entities(message, limits, blocks, memory);
  if (!structure.over_limit.empty()) return failure("the form is over a limit: limits." + structure.over_limit);
  if (structure.entities.size() < 2) return failure("the form has no fields: is its boundary right?");
  std::vector<FormField> out;
  for (const Entity& entity : structure.entities) {
    if (entity.parent != 0) continue;  // of a letter that is attached, or of the form itself
    out.push_back({std::string(entity.disposition.parameter("name")), entity.type + "/" + entity.subtype,
                   entity.file_name(), decoded_content(structure, message, entity, entity.content.size())});
  }
  return out;
}

}  // namespace pismovod
