#include "cli/offered_examples.h"

#include <algorithm>
#include <map>

#include "base/file.h"
#include "check/check_letter.h"
#include "cli/letters.h"
#include "replay/replay_json.h"
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

// The sender's own, the subject first.
std::string own_words(std::string_view octets) {
  std::string out;
  for (const Passage& passage : passages_of(octets)) {
    const bool is_own = passage.place.kind == Place::Kind::subject || passage.place.kind == Place::Kind::body;
    if (is_own && !passage.text.empty()) out += (out.empty() ? "" : " / ") + passage.text;
  }
  return out;
}

// "" where examples do not answer the requirement so.
std::string label_of(const AnswerMistake& mistake, const Configuration& configuration) {
  const std::string label = mistake.is_missed ? "absent" : "given";
  const TaughtQuestion* question = configuration.taught->question(mistake.requirement);
  return question != nullptr && question->has_label(label) ? label : std::string();
}

}  // namespace

std::vector<OfferedExample> examples_of(const CaseEntry& entry) {
  std::vector<OfferedExample> out;
  for (const CaseMark& mark : entry.marks) {
    const size_t colon = mark.teaches.find(':');
    if (colon == std::string::npos || !is_label(mark.teaches.substr(0, colon))) continue;
    const std::string text = masked(mark.sentence.empty() ? words_of(entry) : mark.sentence);
    if (text.empty()) continue;
    out.push_back({entry.number, mark.teaches.substr(0, colon), mark.teaches.substr(colon + 1) + "\t" + text});
  }
  return out;
}

Result<std::vector<OfferedExample>> examples_of(const std::string& report, const std::vector<std::string>& letters,
                                                const Configuration& configuration) {
  const auto octets = read_file(report);
  if (!octets) return tl::unexpected(octets.error());
  const auto mistakes = mistakes_in(*octets);
  if (!mistakes) return failure(report + ": no report of `replay --json`");
  std::map<std::string, std::vector<AnswerMistake>> by_letter;
  for (const AnswerMistake& mistake : *mistakes) {
    if (!label_of(mistake, configuration).empty()) by_letter[mistake.letter].push_back(mistake);
  }
  std::vector<OfferedExample> out;
  for (const std::string& name : letters) {
    for_each_letter(name, [&](const std::string& letter, std::string_view text) {
      const auto known = by_letter.find(letter);
      if (known == by_letter.end()) return;
      const std::string words = masked(own_words(text));
      for (const AnswerMistake& mistake : known->second) {
        if (!words.empty())
          out.push_back({letter, mistake.requirement, label_of(mistake, configuration) + "\t" + words});
      }
    });
  }
  return out;
}

}  // namespace pismovod
