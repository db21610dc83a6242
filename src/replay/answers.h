// Answers of 1C as the judge of the rules: what was asked for in answer to a letter, beside what the rules say of it.
//
// A letter that would pass and was answered with a request for data is a *miss*; one that would be refused and was
// answered without any is a *false refusal*. Told by Message-IDs: an answer belongs to the nearest letter of ours that
// it answers. Values; one thread at a time. They hold words of letters: the admin's own archive, shown to him alone.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "actions/outcome.h"
#include "replay/answer_reader.h"

namespace pismovod {

// What is kept of each letter of an archive until all are there.
struct SentLetter {
  struct ToMailbox {
    std::string mailbox;
    std::vector<std::string> owed;     // requirements
    std::vector<std::string> lacking;  // a must that is missing or invalid
  };
  std::string name;
  std::string id;  // its Message-ID
  std::vector<ToMailbox> mailboxes;
};

struct ReceivedAnswer {
  std::string name;
  FirmAnswer answer;
};

// Grows by a letter at a time; beyond its bound letters are passed over and counted.
struct Correspondence {
  static constexpr size_t kMost = 500000;

  std::vector<SentLetter> sent;
  std::vector<ReceivedAnswer> answers;
  uint64_t passed_over = 0;

  void add(const std::string& name, const std::string& message_id, const Outcome& outcome);
  void add(const std::string& name, FirmAnswer answer);
};

struct AnsweredLetter {
  std::string letter;
  std::string answer;
  std::string said;  // what 1C asked for, in its words; empty: nothing
};

// A number with the first of the letters behind it.
struct AnsweredLetters {
  static constexpr size_t kMostShown = 20;

  uint64_t letters = 0;
  std::vector<AnsweredLetter> shown;

  void add(AnsweredLetter letter);
};

struct RequirementAnswers {
  uint64_t owed = 0;        // answered letters that owed it
  AnsweredLetters right;    // lacking, and 1C asked for it
  AnsweredLetters missed;   // not lacking, and 1C asked for it
  AnsweredLetters wrongly;  // lacking, and 1C asked for nothing at all
};

struct MailboxAnswers {
  uint64_t answered = 0;  // letters
  uint64_t passed = 0;    // would pass, and nothing was asked for
  uint64_t refused = 0;   // would be refused, and something was asked for
  uint64_t missed = 0;    // would pass, and something was asked for
  uint64_t wrongly = 0;   // would be refused, and nothing was asked for
  std::map<std::string, RequirementAnswers> requirements;
};

using AnswersJudgement = std::map<std::string, MailboxAnswers>;  // by mailbox

// Answered letters alone. An answer from another address of the mailbox's domain counts where the letter went to one
// mailbox of that domain.
AnswersJudgement judged_by_answers(const Correspondence& correspondence);

}  // namespace pismovod
