// What a sender is told of a letter before it leaves: the same sentences that a notice would hold, the lines
// to put into the letter, and texts for the papers that it lacks.
#pragma once

#include <string>
#include <vector>

#include "check/check_letter.h"
#include "notice/notice_content.h"

namespace pismovod {

struct ToldPaper {
  Paper paper;
  std::string text;  // to go on the client's letterhead, lines ending with LF
};

struct ToldAdvice {
  std::string mailbox;
  std::vector<std::string> lines;
};

struct Told {
  std::string summary;                // one sentence
  std::vector<NoticeBlock> says;      // what is missing, wrong, unverified, and what is there
  std::vector<std::string> lines;     // that the letter lacks: "ИНН клиента: __________"
  std::string subject;                // that a mailbox demands; empty: any
  std::vector<std::string> attach;    // what is to be attached, by its title
  std::vector<ToldPaper> papers;      // that could serve what is missing
  std::vector<ToldAdvice> advice;     // of the firm, on papers
  std::vector<std::string> warnings;  // of addresses that only look like a mailbox, of doubts
};

// In this language ("ru", "en"; another: that of notices). Whatever mode a mailbox is in: what it wants is told also
// where the milter would merely watch. Pure; any thread.
Told tell(const CheckedLetter& letter, const Configuration& configuration, const std::string& language);

}  // namespace pismovod
