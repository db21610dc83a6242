// What tests of notices share: a letter judged by kind and name of its attachments alone, its notice,
// and the draft that the notice carries, taken apart by the reader of this program.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "config/notices.h"
#include "letter/letter.h"
#include "notice/compose_notice.h"
#include "support/tools.h"

namespace pismovod::test {

struct Made {
  Outcome outcome;
  std::optional<ComposedNotice> composed;
  std::optional<Notice> notice;
};

using Change = std::function<void(NoticeRules& rules, NoticeRequest& request, Envelope& envelope)>;

// `change` may alter what the notice is made of; reference 3K7Q81 with a link, unless it says otherwise.
Made made_for(const TestLetter& letter, const Change& change = {},
              const Configuration& configuration = test_configuration());

Outcome judged_by_names(const TestLetter& letter, const Configuration& configuration = test_configuration());

struct File {
  std::string name;
  std::string digest;
  bool operator==(const File&) const = default;
  auto operator<=>(const File&) const = default;
};

// A letter in memory, with what its parts hold.
class Opened {
 public:
  explicit Opened(std::string octets);
  const Letter& letter() const { return letter_; }
  const Message& message() const { return message_; }
  std::string field(const std::string& name) const;    // decoded; "" where there is none
  std::vector<File> files() const;                     // every leaf that is no text of the letter, sorted
  std::string content(const std::string& name) const;  // of the file of this name
  std::string text() const;                            // subject and attachments aside

 private:
  std::string octets_;
  BlockPool blocks_;
  Limits limits_;
  Message message_;
  ReadingContext context_;
  Letter letter_;
};

// The draft with a value in place of every blank.
std::string filled_in(const std::string& text, const Outcome& outcome, const Configuration& configuration);

// CRLF everywhere, no line over 998, ASCII alone; a test failure for each breach.
void expect_lawful(const std::string& octets);

}  // namespace pismovod::test
