#include "journal/store.h"

namespace pismovod {

std::string_view name_of(NoticeKind kind) {
  switch (kind) {
    case NoticeKind::notice:
      return "notice";
    case NoticeKind::report:
      return "report";
    case NoticeKind::completed:
      return "completed";
    case NoticeKind::code:
      return "code";
    case NoticeKind::word:
      break;
  }
  return "word";
}

std::string_view name_of(OutboxState state) {
  switch (state) {
    case OutboxState::waiting:
      return "waiting";
    case OutboxState::sent:
      return "sent";
    case OutboxState::given_up:
      return "given_up";
    case OutboxState::bounded:
      break;
  }
  return "bounded";
}

}  // namespace pismovod
