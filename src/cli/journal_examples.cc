#include "cli/journal_examples.h"

#include "taught/example.h"
#include "taught/masking.h"

namespace pismovod {
namespace {

// The mailbox whose scenarios go by the question is the one that has words to show for it.
std::string words_of(const CaseEntry& entry) {
  std::string out = entry.subject;
  for (const CaseMailbox& mailbox : entry.mailboxes) {
    if (!mailbox.decided_by.empty()) return out + (out.empty() ? "" : " / ") + mailbox.decided_by;
  }
  return out;
}

}  // namespace

std::vector<JournalExample> examples_of(const CaseEntry& entry) {
  std::vector<JournalExample> out;
  for (const CaseMark& mark : entry.marks) {
    const size_t colon = mark.teaches.find(':');
    if (colon == std::string::npos || !is_label(mark.teaches.substr(0, colon))) continue;
    const std::string text = masked(mark.sentence.empty() ? words_of(entry) : mark.sentence);
    if (text.empty()) continue;
    out.push_back({entry.number, mark.teaches.substr(0, colon), mark.teaches.substr(colon + 1) + "\t" + text});
  }
  return out;
}

}  // namespace pismovod
