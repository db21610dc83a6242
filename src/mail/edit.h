// Changes to a letter, as data: what the MTA is asked to do before the answer is given.
#pragma once

#include <string>
#include <variant>
#include <vector>

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

using Edit = std::variant<RemoveFields, AddField, ChangeField, Quarantine, DeleteRecipient>;

}  // namespace pismovod
