#include "journal/entry.h"

#include <algorithm>

namespace pismovod {

bool CaseMailbox::fails() const {
  return std::any_of(requirements.begin(), requirements.end(),
                     [](const CaseRequirement& r) { return r.level == Level::must && r.is_lacking(); });
}

bool CaseEntry::fails() const {
  return std::any_of(mailboxes.begin(), mailboxes.end(), [](const CaseMailbox& m) { return m.fails(); });
}

const std::string& CaseEntry::sender() const {
  if (!authenticated.empty()) return authenticated;
  return reverse_path.empty() ? from : reverse_path;
}

std::string_view name_of(CaseEnding::How how) { return how == CaseEnding::How::released ? "released" : "dropped"; }

std::string_view name_of(CaseMark::Kind kind) {
  switch (kind) {
    case CaseMark::Kind::right:
      return "right";
    case CaseMark::Kind::wrong:
      return "wrong";
    case CaseMark::Kind::note:
      break;
  }
  return "note";
}

}  // namespace pismovod
