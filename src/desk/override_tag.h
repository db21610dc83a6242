// The tag with which an allowed sender lets a letter pass: "[без проверки: срочно, согласовано]" in
// the subject.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace pismovod {

struct OverrideTag {
  std::string reason;  // as written, UTF-8; empty: none was given, and the tag does not count
};

// `subject` as the field has it, `tag` without its brackets. Case, ё and е, look-alike letters and
// the number of blanks do not count.
std::optional<OverrideTag> find_override_tag(std::string_view subject, std::string_view tag);

// The subject without any such tag, as a field has it. What does not belong to the tag stays octet for
// octet; only an encoded word that the tag shares with other text is written anew (RFC 2047).
std::string without_override_tag(std::string_view subject, std::string_view tag);

}  // namespace pismovod
