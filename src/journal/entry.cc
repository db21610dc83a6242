#include "journal/entry.h"

#include <algorithm>
#include <array>

namespace pismovod {

bool CaseMailbox::fails() const { return std::ranges::any_of(requirements, &CaseRequirement::fails); }

bool CaseEntry::fails() const {
  return std::any_of(mailboxes.begin(), mailboxes.end(), [](const CaseMailbox& m) { return m.fails(); });
}

const std::string& CaseEntry::sender() const {
  if (!authenticated.empty()) return authenticated;
  return reverse_path.empty() ? from : reverse_path;
}

std::optional<CaseMark::Kind> CaseEntry::judgement() const {
  std::optional<CaseMark::Kind> out;
  bool is_reviewed = false;
  for (const CaseMark& mark : marks) {
    if (mark.kind == CaseMark::Kind::note || (mark.is_complaint && is_reviewed)) continue;
    is_reviewed = is_reviewed || !mark.is_complaint;
    out = mark.kind;
  }
  return out;
}

Complaint CaseEntry::complaint() const {
  bool has_complained = false;
  bool is_reviewed = false;
  for (const CaseMark& mark : marks) {
    has_complained = has_complained || mark.is_complaint;
    is_reviewed = is_reviewed || (!mark.is_complaint && mark.kind != CaseMark::Kind::note);
  }
  if (!has_complained) return Complaint::none;
  if (!is_reviewed) return Complaint::open;
  return judgement() == CaseMark::Kind::wrong ? Complaint::agreed : Complaint::declined;
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

std::string_view name_of(Complaint complaint) {
  switch (complaint) {
    case Complaint::open:
      return "new";
    case Complaint::agreed:
      return "agreed";
    case Complaint::declined:
      return "declined";
    case Complaint::none:
      break;
  }
  return "none";
}

namespace {

constexpr std::array<std::string_view, 4> kCheckedBefore = {"no", "incomplete", "complete", "put_right"};

}  // namespace

std::string_view name_of(CheckedBefore checked) { return kCheckedBefore.at(static_cast<size_t>(checked)); }

CheckedBefore checked_before_named(std::string_view name) {
  const auto at = std::ranges::find(kCheckedBefore, name);
  return at == kCheckedBefore.end() ? CheckedBefore::no : static_cast<CheckedBefore>(at - kCheckedBefore.begin());
}

}  // namespace pismovod
