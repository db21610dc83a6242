// A letter completed by what its sender has said of what was missing, ready to be sent again.
//
// Whatever need not change stays octet for octet: every other field of the header, every part with its encoding. Anew
// are written: Date and Message-ID (it is another letter), References (the first one is added), the subject where a
// mailbox demands its own, and the letter's own text in each of its alternatives (UTF-8, with the lines and values that
// the notice's draft would have). Files are added as parts of their own.
//
// Taken out: what speaks of the first letter's way (Received, DKIM-Signature, Return-Path), Bcc, and our own marks.
// Pure functions but for the date; any thread.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "base/result.h"
#include "mail/message.h"
#include "mime/structure.h"
#include "notice/draft_text.h"

namespace pismovod {

struct AddedFile {
  std::string media_type;
  std::string name;  // UTF-8
  std::string octets;
};

// What the sender has said on the form, and how the letter is called.
struct SaidByForm {
  const DraftChanges& changes;
  std::vector<AddedFile> files;
  std::string subject;     // as a field has it behind the colon; empty: the letter's own
  std::string message_id;  // with its angle brackets
  bool is_again = false;   // the letter was completed before and has not gone: it is no letter to refer to
  std::chrono::system_clock::time_point date = std::chrono::system_clock::now();
};

// Why a letter cannot be completed for its sender, an id: signed (its signature would not hold), encrypted, unusual
// (its parts could not be told apart for certain). Empty: it can.
std::string why_not_completed(const Structure& structure);

// Octets with CRLF. An error is one of these ids.
Result<std::string> complete_letter(const Message& message, const Structure& structure, const SaidByForm& completion);

}  // namespace pismovod
