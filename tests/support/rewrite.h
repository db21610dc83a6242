// A letter written in another way: the same for people, other octets for programs.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "mime/structure.h"

namespace pismovod::test {

struct LeafPart {
  const Entity& entity;
  std::string octets;           // without their transfer encoding
  bool in_alternative = false;  // stands beside another form of the same text

  bool is_text() const { return entity.type == "text"; }
  bool is_own_text() const;  // shown as the letter, not offered as a file
  std::string utf8() const;
};

// What a part becomes.
struct NewLeaf {
  std::string content_type;  // empty: as it was
  std::string encoding;      // "base64", "quoted-printable", "8bit"
  std::string octets;        // not encoded yet
};

using LeafChange = std::function<std::optional<NewLeaf>(const LeafPart&)>;

// Every leaf part as `change` wants it; where it gives nothing, and all else, as it was.
std::string with_leaves(const std::string& letter, const LeafChange& change);

using HeaderChange = std::function<void(std::vector<HeaderField>&)>;

// The header fields as `change` leaves them before the same body.
std::string with_header(const std::string& letter, const HeaderChange& change);

std::string quoted_printable(const std::string& octets);

// In another charset, or nothing where a character is not in it.
std::optional<std::string> in_charset(const std::string& utf8, const std::string& charset);

// A Content-Type with another charset parameter; none where it is empty.
std::string type_with_charset(const Entity& entity, const std::string& charset);

}  // namespace pismovod::test
