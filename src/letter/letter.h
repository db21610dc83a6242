// A letter as people see it: passages of UTF-8 text, each knowing its place, and attachments.
//
// Reading is lazy: the text of the letter itself is read at once, attachments are listed by name
// and kind and opened only when asked for (extract/).
// A Letter refers to the Message that it was read from, which must outlive it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "letter/passage.h"
#include "mail/address.h"
#include "mime/structure.h"

namespace pismovod {

struct Attachment {
  int number = 0;
  std::string name;             // UTF-8; empty where it has none
  std::string declared_type;    // "application/pdf"
  size_t entity = 0;            // index in the structure
  size_t octets = 0;            // decoded, as far as the encoded size tells
  bool inline_picture = false;  // shown within the letter's HTML
  bool in_signature = false;    // shown within the signature, or behind it
  int within = 0;               // number of the forwarded letter that it is attached to; 0: to this one
};

struct Letter {
  const Message* message = nullptr;
  Structure structure;

  std::string subject;             // decoded, as written
  bool inherited_subject = false;  // of a reply or forward
  Address from;
  std::string from_name;
  bool is_machine = false;     // an auto-reply, a report, a calendar item
  std::string cannot_inspect;  // empty, or which limit it exceeds
  bool text_was_cut = false;   // at limits.text_octets: what is missing in it could not be told

  std::vector<Passage> passages;      // subject first, then in the order of the letter
  std::vector<Passage> alternatives;  // the plain text beside the HTML that was read
  std::vector<Attachment> attachments;
  std::vector<std::string> defects;
};

struct ReadingContext {
  const Limits* limits = nullptr;
  BlockPool* pool = nullptr;
  Octets::Limits octets;
  std::vector<std::string> own_domains;   // of the sender's organisation
  std::vector<std::string> firm_domains;  // of the mailboxes: 1c.ru and the like
  bool null_reverse_path = false;
};

Letter read_letter(const Message& message, const ReadingContext& context);

// "Re: Fwd: Тема" → "Тема"; `inherited` says whether a prefix was there.
std::string_view without_reply_prefixes(std::string_view subject, bool& inherited);

}  // namespace pismovod
