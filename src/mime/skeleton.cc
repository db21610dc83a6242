#include "mime/skeleton.h"

#include <mimetic/mimetic.h>

#include <sstream>

namespace pismovod {
namespace {

std::vector<std::vector<size_t>> children_of(const std::vector<Entity>& entities) {
  std::vector<std::vector<size_t>> children(entities.size());
  for (size_t i = 0; i < entities.size(); ++i) {
    if (entities[i].parent >= 0) children[static_cast<size_t>(entities[i].parent)].push_back(i);
  }
  return children;
}

const std::string kEmpty = "application/x-empty";

class SkeletonWriter {
 public:
  explicit SkeletonWriter(const std::vector<Entity>& entities)
      : entities_(entities), children_(children_of(entities)) {}

  std::string run() {
    if (!entities_.empty()) write(0);
    return std::move(out_);
  }

 private:
  // Every entity with others in it is written as a multipart, a forwarded letter too: mimetic's own
  // reading of message/rfc822 is not needed.
  void write(size_t index) {
    if (children_[index].empty()) {
      const Entity& leaf = entities_[index];
      out_ += "Content-Type: " + (leaf.is_leaf() ? leaf.type + "/" + leaf.subtype : kEmpty) + "\r\n\r\n";
      return;
    }
    const std::string boundary = "=_" + std::to_string(index);
    out_ += "Content-Type: multipart/mixed; boundary=\"" + boundary + "\"\r\n\r\n";
    for (const size_t child : children_[index]) {
      out_ += "--" + boundary + "\r\n";
      write(child);
      out_ += "\r\n";
    }
    out_ += "--" + boundary + "--\r\n";
  }

  const std::vector<Entity>& entities_;
  std::vector<std::vector<size_t>> children_;
  std::string out_;
};

void collect(mimetic::MimeEntity& part, std::vector<mimetic::MimeEntity*>& out) {
  out.push_back(&part);
  for (mimetic::MimeEntity* child : part.body().parts()) collect(*child, out);
}

}  // namespace

std::string skeleton_of(const std::vector<Entity>& entities) { return SkeletonWriter(entities).run(); }

void read_media_types(std::vector<Entity>& entities) {
  if (entities.empty()) return;
  std::istringstream in(skeleton_of(entities));
  mimetic::MimeEntity root;
  root.load(in);
  std::vector<mimetic::MimeEntity*> parts;
  collect(root, parts);
  if (parts.size() != entities.size()) {
    entities.front().defects.emplace_back("the MIME parser sees another structure");
    return;
  }
  for (size_t i = 0; i < entities.size(); ++i) {
    if (!entities[i].is_leaf()) continue;
    const mimetic::ContentType& type = parts[i]->header().contentType();
    entities[i].type = type.type();
    entities[i].subtype = type.subtype();
  }
}

}  // namespace pismovod
