// Changes to a letter, as data: what the MTA is asked to do before the answer is given.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "mail/message.h"

namespace pismovod {

// All fields of this name that the letter has (case does not count).
struct RemoveFields {
  std::string name;
  bool operator==(const RemoveFields&) const = default;
};

// The first field of this name; `value` octet for octet behind the colon.
struct ChangeField {
  std::string name;
  std::string value;
  bool operator==(const ChangeField&) const = default;
};

// `value` is ASCII, without a blank at its beginning; folded with LF and a blank (RFC 5322 section 2.2.3).
struct AddField {
  std::string name;
  std::string value;
  bool operator==(const AddField&) const = default;
};

// Postfix keeps the letter in its hold queue; `reason` is ASCII.
struct Quarantine {
  std::string reason;
  bool operator==(const Quarantine&) const = default;
};

// `path` byte for byte as the MTA gave it, with its angle brackets or without. Never the last one.
struct DeleteRecipient {
  std::string path;
  bool operator==(const DeleteRecipient&) const = default;
};

// Octets [begin, end) of the body give way to these.
struct Splice {
  size_t begin = 0;
  size_t end = 0;
  std::string octets;
  bool operator==(const Splice&) const = default;
};

// The body anew: as it came but for the splices, which stand in their order and do not overlap.
struct ChangeBody {
  std::vector<Splice> splices;
  bool operator==(const ChangeBody&) const = default;
};

using Edit = std::variant<RemoveFields, AddField, ChangeField, Quarantine, DeleteRecipient, ChangeBody>;

// Hands the changed body over in order, in spans cut anywhere. False when the body could not be read: what was
// handed over then is not the whole.
bool for_each_changed_span(const Octets& body, const ChangeBody& change,
                           const std::function<void(std::string_view)>& take);

// The letter with its body changed; nothing where it could not be read or kept.
std::optional<Message> changed_message(const Message& message, const ChangeBody& change, BlockPool& pool,
                                       const Octets::Limits& limits);

}  // namespace pismovod
