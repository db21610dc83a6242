// The MIME parser: one linear pass that cuts a letter into entities.
//
// Parsers that build a tree overflow their stack on deep nesting, are quadratic in long fields, lose parts whose
// multipart is never closed (mimetic, GMime in part). The pass finds the entities by whole lines that are looked up in
// the stack of open boundaries, an outer one closes the inner, and checks the limits as it goes. The octets that travel
// on are never touched; an entity's content is a range of them.
//
// RFC 2046 section 5.1 (multipart), 5.2.1 (message/rfc822).
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "mail/message.h"
#include "mime/limits.h"
#include "mime/parameter.h"
#include "mime/transfer.h"

namespace pismovod {

// Where an entity's content lies: octets [begin, end) of source 0, the letter's body, or of a
// forwarded letter that had to be decoded (source n is decoded[n - 1]).
struct Span {
  uint32_t source = 0;
  size_t begin = 0;
  size_t end = 0;
  size_t size() const { return end - begin; }
};

struct Entity {
  int parent = -1;            // index in the table; -1 for the letter itself
  std::string part_number;    // "1", "1.2" as IMAP counts (RFC 9051 section 6.4.5); "" for the letter
  std::string type = "text";  // lower case
  std::string subtype = "plain";
  ParameterizedValue content_type;
  ParameterizedValue disposition;
  TransferEncoding encoding = TransferEncoding::identity;
  std::string content_id;  // without angle brackets
  std::vector<HeaderField> header;
  Span content;  // still in its transfer encoding
  std::vector<std::string> defects;

  bool is(std::string_view media_type) const { return type + "/" + subtype == media_type; }
  bool is_multipart() const { return type == "multipart"; }
  bool is_message() const { return type == "message" && (subtype == "rfc822" || subtype == "global"); }
  bool is_leaf() const { return !is_multipart() && !is_message(); }
  // Shown as a letter's own text, not offered as a file: text or HTML.
  bool is_body_text() const;
  // The declared file name, UTF-8; empty where there is none.
  std::string file_name() const;
};

struct Structure {
  std::vector<Entity> entities;  // in the order of the letter, parents before children
  std::vector<std::unique_ptr<Octets>> decoded;
  std::string over_limit;  // empty, or which limit: the letter cannot be inspected

  const Octets& source(const Message& message, const Span& span) const;
};

Structure cut_into_entities(const Message& message, const Limits& limits, BlockPool& pool,
                            const Octets::Limits& octet_limits);

// An entity's content without its transfer encoding; at most `most` octets of it.
std::string decoded_content(const Structure& structure, const Message& message, const Entity& entity, size_t most);

}  // namespace pismovod
