#include "letter/machine.h"

#include <algorithm>
#include <array>

#include "base/fold.h"
#include "mail/address.h"
#include "mime/encoded_word.h"

namespace pismovod {
namespace {

std::string folded_value(const Message& message, std::string_view name) { return fold(message.text(name)); }

bool has_automatic_fields(const Message& message) {
  const std::string submitted = folded_value(message, "Auto-Submitted");
  if (!submitted.empty() && !submitted.starts_with("no")) return true;
  const std::string precedence = folded_value(message, "Precedence");
  if (precedence == "auto_reply" || precedence == "auto-reply") return true;
  for (const std::string_view name : {"X-Autoreply", "X-Autorespond", "X-Auto-Reply", "X-Autoresponder",
                                      "X-Failed-Recipients", "X-MS-Exchange-Inbox-Rules-Loop"}) {
    if (message.field(name) != nullptr) return true;
  }
  const HeaderField* return_path = message.field("Return-Path");
  return return_path != nullptr && unfolded(return_path->value) == "<>";
}

bool comes_from_robot(const Message& message) {
  const std::string local = fold(author_of(message).local);
  static const std::array<std::string, 4> robots = {fold("mailer-daemon"), fold("postmaster"), fold("itsrobot"),
                                                    fold("autoits")};
  return std::find(robots.begin(), robots.end(), local) != robots.end();
}

bool has_automatic_subject(const Message& message) {
  const HeaderField* field = message.field("Subject");
  if (field == nullptr) return false;
  const std::string subject = fold(decode_header(field->value));
  static const std::array<std::string, 5> starts = {fold("автоответ:"), fold("автоматический ответ:"),
                                                    fold("automatic reply:"), fold("out of office:"),
                                                    fold("autoreply:")};
  return std::any_of(starts.begin(), starts.end(), [&](const std::string& s) { return subject.starts_with(s); });
}

// Is it a part of the letter itself, not of one that is forwarded in it?
bool is_own_part(const Structure& structure, const Entity& entity) {
  for (int up = entity.parent; up >= 0;) {
    const Entity& above = structure.entities[static_cast<size_t>(up)];
    if (above.is_message()) return false;
    up = above.parent;
  }
  return true;
}

bool is_report_or_calendar(const Structure& structure) {
  if (structure.entities.empty()) return false;
  if (structure.entities.front().is("multipart/report")) return true;
  return std::any_of(structure.entities.begin(), structure.entities.end(), [&](const Entity& entity) {
    const bool invitation = entity.is("text/calendar") && !entity.content_type.parameter("method").empty();
    return invitation && entity.disposition.value != "attachment" && is_own_part(structure, entity);
  });
}

}  // namespace

bool is_machine_letter(const Message& message, const Structure& structure, bool null_reverse_path) {
  return null_reverse_path || has_automatic_fields(message) || comes_from_robot(message) ||
         has_automatic_subject(message) || is_report_or_calendar(structure);
}

}  // namespace pismovod
