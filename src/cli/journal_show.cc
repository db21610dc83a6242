// pismovod journal show, explain
#include "actions/wording.h"
#include "cli/journal_open.h"
#include "cli/terminal.h"
#include "cli/time_text.h"
#include "journal/entry_json.h"
#include "rules/policy.h"

namespace pismovod {
namespace {

constexpr size_t kNameWidth = 20;

std::string joined(const std::vector<std::string>& list) {
  std::string out;
  for (const std::string& item : list) out += (out.empty() ? "" : ", ") + item;
  return out;
}

class CaseReport {
 public:
  CaseReport(const CaseEntry& entry, const std::vector<OutboxRow>& letters, const Texts& texts)
      : entry_(entry), letters_(letters), texts_(texts) {}

  void show() const {
    head();
    letter();
    for (const CaseMailbox& mailbox : entry_.mailboxes) {
      mailbox_line(mailbox);
      for (const CaseRequirement& requirement : mailbox.requirements) requirement_line(requirement);
    }
    what_came_of_it();
  }

  void explain() const {
    head();
    for (const CaseMailbox& mailbox : entry_.mailboxes) {
      mailbox_line(mailbox);
      explain_matter(mailbox);
      for (const CaseRequirement& requirement : mailbox.requirements) explain(requirement);
    }
  }

 private:
  void head() const {
    print_line(terminal_.painted(entry_.number, Colour::bold) + "  " + local_time(entry_.at) + "  " +
               texts_.get("journal." + std::string(name_of(entry_.action))) + "  «" + printable(entry_.subject) + "»");
  }

  void field(const char* name, const std::string& value) const {
    if (!value.empty())
      print_line("  " + padded(texts_.get(std::string("journal.") + name), kNameWidth) + " " + printable(value));
  }

  void letter() const {
    field("sender", entry_.sender());
    field("reverse_path", entry_.reverse_path.empty() ? "<>" : entry_.reverse_path);
    field("client", entry_.client);
    field("recipients", joined(entry_.recipients));
    field("queue_id", entry_.queue_id);
    field("message_id", entry_.message_id);
    field("cannot_inspect", entry_.cannot_inspect);
    field("trouble", entry_.trouble);
    for (const std::string& line : entry_.reply_lines) field("reply", line);
    field("withheld_from", joined(entry_.withheld_from));
    completion();
    const auto ms = [](double value) { return std::to_string(static_cast<int64_t>(value)); };
    field("durations", texts_.get("journal.durations_value", {{"receiving", ms(entry_.durations.receiving)},
                                                              {"waiting", ms(entry_.durations.waiting)},
                                                              {"judging", ms(entry_.durations.judging)}}));
    field("rules", entry_.rules_digest.substr(0, 12) + "  " + joined(entry_.rules_files));
  }

  void completion() const {
    for (const std::string& advisory : entry_.advisories) field("advisory", advisory);
    if (!entry_.completion) return;
    field("completed", joined(entry_.completion->lines));
    field("before", entry_.completion->before);
    field("after", entry_.completion->after);
  }

  void mailbox_line(const CaseMailbox& mailbox) const {
    print_line("");
    print_line(terminal_.painted(mailbox.mailbox, Colour::bold) + "  (" + joined(mailbox.scenarios) + ")  " +
               texts_.get(mailbox.fails() ? "journal.fails" : "journal.passes"));
  }

  std::string status(const CaseRequirement& requirement) const {
    return texts_.get("journal.status." + std::string(name_of(requirement.status)));
  }

  void requirement_line(const CaseRequirement& requirement) const {
    std::string value =
        requirement.facts.empty() ? "" : requirement.facts.front().value + "  " + requirement.facts.front().place;
    if (!requirement.reason.empty()) value += (value.empty() ? "" : ": ") + requirement.reason;
    print_line("  " + painted_status(requirement) + " " + padded(printable(requirement.title), 42) + " " +
               printable(value));
  }

  std::string painted_status(const CaseRequirement& requirement) const {
    const Colour colour = requirement.is_lacking()                   ? Colour::red
                          : requirement.status == Status::found      ? Colour::green
                          : requirement.status == Status::unverified ? Colour::yellow
                                                                     : Colour::dim;
    return terminal_.painted(padded(status(requirement), 13), colour);
  }

  void detail(const char* key, const std::map<std::string, std::string>& gaps) const {
    print_line("                  " + texts_.get(std::string("journal.") + key, gaps));
  }

  void explain_matter(const CaseMailbox& mailbox) const {
    if (mailbox.unsure.size() > 1) {
      const std::vector<std::string> others(mailbox.unsure.begin() + 1, mailbox.unsure.end());
      detail("unsure", {{"scenarios", joined(others)}});
    }
    if (mailbox.decided_by.empty()) return;
    detail("matter", {{"text", printable(mailbox.decided_by)}, {"words", printable(joined(mailbox.words))}});
  }

  void explain(const CaseRequirement& requirement) const {
    print_line("  " + painted_status(requirement) + " " + printable(requirement.title));
    detail("looked", {{"places", printable(joined(entry_.looked))}});
    for (const CaseFact& fact : requirement.facts) {
      detail(requirement.status == Status::found ? "found" : "taken_for",
             {{"value", printable(fact.value)}, {"place", printable(fact.place)}});
      if (!fact.evidence.empty()) detail("cited", {{"text", printable(fact.evidence)}});
      if (!fact.reason.empty()) detail("because", {{"reason", printable(fact.reason)}});
    }
    if (requirement.facts.empty() && requirement.status != Status::waived) detail("nothing_found", {});
    if (!requirement.reason.empty() && (requirement.facts.empty() || requirement.facts.front().reason.empty()))
      detail("because", {{"reason", printable(requirement.reason)}});
    if (!requirement.asked_by.empty()) detail("asked_by", {{"line", requirement.asked_by}});
  }

  void what_came_of_it() const {
    print_line("");
    field("ending", ending_words(entry_, texts_));
    field("first_case", entry_.first_case);
    if (entry_.checked_before != CheckedBefore::no)
      field("checked_before", texts_.get("journal.checked." + std::string(name_of(entry_.checked_before))));
    if (entry_.repeats > 0) field("repeats", std::to_string(entry_.repeats));
    for (const OutboxRow& row : letters_) {
      const std::string state = texts_.get("journal.state." + std::string(name_of(row.state)));
      field("letters", texts_.get("journal.letter_state",
                                  {{"kind", texts_.get("journal.kind." + std::string(name_of(row.letter.kind)))},
                                   {"to", row.letter.forward_path},
                                   {"state", row.answer.empty() ? state : state + " (" + row.answer + ")"},
                                   {"attempts", std::to_string(row.attempts)}}));
    }
    for (const CaseMark& mark : entry_.marks) {
      field("marks", texts_.get("journal.mark." + std::string(name_of(mark.kind))) + " — " + mark.by + ", " +
                         local_time(mark.at) + (mark.text.empty() ? "" : ": " + mark.text));
    }
  }

  const CaseEntry& entry_;
  const std::vector<OutboxRow>& letters_;
  const Texts& texts_;
  Terminal terminal_;
};

template <class Report>
int report(const JournalOptions& options, Report say) {
  int status = 0;
  const auto journal = open_journal(options.configs, status);
  if (!journal) return status;
  const auto entry = find_case(*journal, options.number, status);
  if (!entry) return status;
  const auto letters = journal->store->letters_of(entry->number);
  if (!letters) return say_error(letters.error());
  say(*entry, *letters, journal->texts());
  return kPass;
}

}  // namespace

int journal_show(const JournalOptions& options) {
  return report(options, [&](const CaseEntry& entry, const std::vector<OutboxRow>& letters, const Texts& texts) {
    if (options.json) {
      print_line(whole_case_json(entry, letters));
    } else {
      CaseReport(entry, letters, texts).show();
    }
  });
}

int journal_explain(const JournalOptions& options) {
  return report(options, [](const CaseEntry& entry, const std::vector<OutboxRow>& letters, const Texts& texts) {
    CaseReport(entry, letters, texts).explain();
  });
}

}  // namespace pismovod
