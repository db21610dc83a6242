#include "mime/structure.h"

#include <algorithm>

#include "mime/entity_cutter.h"

namespace pismovod {
namespace {

// The line break before a delimiter belongs to the delimiter (RFC 2046 section 5.1.1).
void drop_last_line_break(const Octets& octets, Span& span, bool is_last) {
  if (is_last || span.size() == 0) return;
  const std::string tail = octets.read(span.end - std::min<size_t>(2, span.size()), span.end);
  if (tail.ends_with("\r\n")) {
    span.end -= 2;
  } else if (tail.ends_with("\n")) {
    span.end -= 1;
  }
}

// Parents before children, siblings as they stand: decoded letters were added behind the rest.
void sort_by_place(std::vector<Entity>& entities) {
  std::vector<std::vector<size_t>> children(entities.size());
  for (size_t i = 1; i < entities.size(); ++i) {
    children[static_cast<size_t>(entities[i].parent)].push_back(i);
  }
  std::vector<Entity> sorted;
  sorted.reserve(entities.size());
  std::vector<std::pair<size_t, int>> todo = {{0, -1}};
  while (!todo.empty()) {
    const auto [index, parent] = todo.back();
    todo.pop_back();
    const auto place = static_cast<int>(sorted.size());
    sorted.push_back(std::move(entities[index]));
    sorted.back().parent = parent;
    for (size_t k = children[index].size(); k-- > 0;) todo.emplace_back(children[index][k], place);
  }
  entities = std::move(sorted);
}

void number_parts(std::vector<Entity>& entities) {
  std::vector<int> children(entities.size(), 0);
  for (Entity& entity : entities) {
    if (entity.parent < 0) continue;
    const auto parent = static_cast<size_t>(entity.parent);
    entity.part_number = entities[parent].part_number;
    if (!entity.part_number.empty()) entity.part_number += '.';
    entity.part_number += std::to_string(++children[parent]);
  }
}

// What is labelled base64 and is none is read as it stands.
void correct_encoding(const Octets& octets, Entity& entity) {
  constexpr size_t kSample = 1024;
  if (entity.encoding != TransferEncoding::base64) return;
  const std::string head =
      octets.read(entity.content.begin, entity.content.begin + std::min(kSample, entity.content.size()));
  if (can_be_base64(head)) return;
  entity.encoding = TransferEncoding::identity;
  entity.defects.emplace_back("labelled base64, and none");
}

// Forwarded letters in base64 or quoted-printable (unlawful, and common) are opened by us.
class EncodedMessages {
 public:
  EncodedMessages(Structure& structure, const Message& message, const Limits& limits, BlockPool& pool,
                  const Octets::Limits& octet_limits)
      : structure_(structure), message_(message), limits_(limits), pool_(pool), octet_limits_(octet_limits) {}

  void open_all() {
    for (size_t i = 0; i < structure_.entities.size() && structure_.over_limit.empty(); ++i) {
      Entity& entity = structure_.entities[i];
      if (!entity.is_message() || entity.encoding == TransferEncoding::identity) continue;
      correct_encoding(structure_.source(message_, entity.content), entity);
      open(i);
    }
  }

 private:
  void open(size_t index) {
    const Entity entity = structure_.entities[index];
    auto decoded = std::make_unique<Octets>(pool_, octet_limits_);
    TransferDecoder decoder(entity.encoding);
    structure_.source(message_, entity.content)
        .for_each_span(entity.content.begin, entity.content.end, [&](std::string_view chunk) {
          std::string out;
          decoder.feed(chunk, out);
          decoded->append(out);
        });
    std::string rest;
    decoder.finish(rest);
    decoded->append(rest);
    total_ += decoded->size();
    if (total_ > limits_.decoded_octets) structure_.over_limit = "decoded_octets";
    structure_.decoded.push_back(std::move(decoded));
    EntityCutter cutter(structure_, limits_, static_cast<uint32_t>(structure_.decoded.size()));
    cutter.begin_unread(static_cast<int>(index));
    const Octets& octets = *structure_.decoded.back();
    octets.for_each_span(0, octets.size(), [&](std::string_view chunk) { cutter.feed(chunk); });
    cutter.finish();
  }

  Structure& structure_;
  const Message& message_;
  const Limits& limits_;
  BlockPool& pool_;
  Octets::Limits octet_limits_;
  size_t total_ = 0;
};

}  // namespace

bool Entity::is_body_text() const {
  return (is("text/plain") || is("text/html")) && disposition.value != "attachment" && file_name().empty();
}

std::string Entity::file_name() const {
  std::string_view name = disposition.parameter("filename");
  if (name.empty()) name = content_type.parameter("name");
  const size_t slash = name.find_last_of("/\\");
  return std::string(slash == std::string_view::npos ? name : name.substr(slash + 1));
}

const Octets& Structure::source(const Message& message, const Span& span) const {
  return span.source == 0 ? message.body : *decoded[span.source - 1];
}

Structure cut_into_entities(const Message& message, const Limits& limits, BlockPool& pool,
                            const Octets::Limits& octet_limits) {
  Structure structure;
  if (message.body.size() > limits.message_octets) {
    structure.over_limit = "message_octets";
    return structure;
  }
  if (!message.body.is_whole()) {
    structure.over_limit = "not_stored";
    return structure;
  }
  EntityCutter cutter(structure, limits, 0);
  cutter.begin_with(message.header, -1);
  message.body.for_each_span(0, message.body.size(), [&](std::string_view chunk) { cutter.feed(chunk); });
  cutter.finish();
  EncodedMessages(structure, message, limits, pool, octet_limits).open_all();
  if (!structure.over_limit.empty()) return structure;
  for (Entity& entity : structure.entities) {
    const Octets& octets = structure.source(message, entity.content);
    drop_last_line_break(octets, entity.content, entity.content.end == octets.size());
    if (entity.is_leaf()) correct_encoding(octets, entity);
  }
  if (!structure.decoded.empty()) sort_by_place(structure.entities);
  number_parts(structure.entities);
  return structure;
}

std::string decoded_content(const Structure& structure, const Message& message, const Entity& entity, size_t most) {
  std::string out;
  TransferDecoder decoder(entity.encoding);
  structure.source(message, entity.content)
      .for_each_span(entity.content.begin, entity.content.end, [&](std::string_view chunk) {
        if (out.size() < most) decoder.feed(chunk, out);
      });
  decoder.finish(out);
  if (out.size() > most) out.resize(most);
  return out;
}

}  // namespace pismovod
