// From an outcome to what the MTA is asked to do: the answer and the edits, as data. Pure functions;
// the shells perform the plan.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "actions/outcome.h"
#include "actions/texts.h"
#include "mail/edit.h"
#include "mail/reply.h"

namespace pismovod {

// The field that we mark letters with.
inline constexpr std::string_view kMarkField = "X-Pismovod";

// A recipient that is a mailbox of ours.
struct Addressee {
  std::string path;     // of the envelope, byte for byte
  std::string mailbox;  // its address, as Verdict::mailbox
  Policy policy;
};

// Where the case of a refused letter is kept for people: "3K7Q81", "https://mail.example.ru/c/3K7Q81".
struct CaseReference {
  std::string number;
  std::string link;  // empty: none
};

// The two languages of the answer, English and Russian in Latin letters: the configured one says all, the
// other one that the letter was not sent.
struct ReplyTexts {
  const Texts& own;
  const Texts& other;
};

// The tag in the subject with which a sender lets a letter pass as it is.
enum class OverrideState : uint8_t { none, given, without_reason, not_allowed };

struct PlanRequest {
  const Outcome& outcome;
  std::span<const Addressee> addressees;  // in the order of the envelope, doubles included
  size_t recipients = 0;                  // of the letter, ours or not
  Mode mode = Mode::enforce;              // for all, where there is no addressee
  bool has_foreign_mark = false;          // a field of our name came with the letter
  bool is_overridden = false;             // an allowed sender lets it pass
  OverrideState tag = OverrideState::none;
  // The subject without the tag, as the field has it: nobody but us is to read it.
  std::optional<std::string> subject_without_tag = {};
};

// Would this outcome keep the letter from leaving, or from some of its recipients?
inline bool is_stopped(const Outcome& outcome) { return outcome.decision > Action::annotate; }

struct Plan {
  Action action = Action::accept;
  std::optional<Reply> reply;  // absent: the letter is accepted
  std::vector<Edit> edits;     // in this order, before the answer
  // What `reply` says of a letter that is refused, but how it is put right: that hangs on its case.
  std::vector<std::string> refusal;
  bool mark_names_case = false;  // once there is one: the mark says nothing else of the letter
};

// Made once a letter. The action is the strictest of all mailboxes', but `reject` where withholding would
// leave nobody, and no more than `annotate` where it is overridden.
Plan make_plan(const PlanRequest& request, const ReplyTexts& texts);

// Makes a refusal, or a mark that others read, tell of the case that it is on record as; other plans have
// nothing to tell.
void refer_to(Plan& plan, const CaseReference& reference, const ReplyTexts& texts);

// What of a letter to so many `recipients` that could not be judged, through a fault of ours: let pass with
// a mark that names `why` (an id, ASCII), or put off. Where everything is merely watched, it passes untouched.
Plan make_trouble_plan(std::span<const Addressee> addressees, size_t recipients, std::string_view why,
                       bool has_foreign_mark, bool put_off, const ReplyTexts& texts);

}  // namespace pismovod
