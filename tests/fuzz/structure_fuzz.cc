// The guard before the parser: any octets are cut into entities that hold together, and where the
// chunks are cut makes no difference.
#include <cstdlib>

#include "mime/entity_cutter.h"

namespace {

using namespace pismovod;

void require(bool holds) {
  if (!holds) std::abort();
}

Structure cut_in_pieces(const std::string& octets, size_t piece) {
  Structure structure;
  static const Limits limits;
  EntityCutter cutter(structure, limits, 0);
  cutter.begin_unread(-1);
  for (size_t at = 0; at < octets.size(); at += piece) cutter.feed(std::string_view(octets).substr(at, piece));
  cutter.finish();
  return structure;
}

void check_table(const Structure& structure, const Message& message) {
  for (size_t i = 0; i < structure.entities.size(); ++i) {
    const Entity& entity = structure.entities[i];
    require(i == 0 ? entity.parent == -1 : entity.parent >= 0 && entity.parent < static_cast<int>(i));
    const Octets& source = structure.source(message, entity.content);
    require(entity.content.begin <= entity.content.end && entity.content.end <= source.size());
    decoded_content(structure, message, entity, 1 << 16);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static BlockPool pool;
  const std::string octets(reinterpret_cast<const char*>(data), size);
  const Message message = read_message(octets, pool, {});
  const Structure structure = cut_into_entities(message, Limits{}, pool, {});
  if (structure.over_limit.empty()) check_table(structure, message);

  const Structure whole = cut_in_pieces(octets, octets.size() + 1);
  const Structure pieces = cut_in_pieces(octets, 1 + size % 13);
  require(whole.over_limit == pieces.over_limit);
  if (!whole.over_limit.empty()) return 0;
  require(whole.entities.size() == pieces.entities.size());
  for (size_t i = 0; i < whole.entities.size(); ++i) {
    require(whole.entities[i].content.begin == pieces.entities[i].content.begin);
    require(whole.entities[i].content.end == pieces.entities[i].content.end);
  }
  return 0;
}
