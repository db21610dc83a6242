// Letters of 1C, read for what they ask of those that they answer: "пришлите ИНН", "не указан номер релиза".
//
// By the catalogue's words (firm_asks, asked_ID): a sentence that asks and names a datum, or a short line of a list
// behind such a sentence. Immutable; any thread. Nothing throws.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "config/configuration.h"
#include "letter/letter.h"
#include "mail/octets.h"
#include "words/vocabulary.h"

namespace pismovod {

struct FirmRequest {
  std::string requirement;
  std::string said;  // the words, as written, on one line
  bool operator==(const FirmRequest&) const = default;
};

struct FirmAnswer {
  std::string from;              // the address
  std::vector<std::string> ids;  // of the letters that it answers, the nearest last
  std::vector<FirmRequest> requests;
};

class AnswerReader {
 public:
  // The configuration must outlive it.
  explicit AnswerReader(const Configuration& configuration);

  // Nothing for a letter that is not of 1C's (by the domains of its mailboxes), answers none, or is a robot's.
  std::optional<FirmAnswer> read(const Message& message, BlockPool& pool) const;

 private:
  bool is_of_firm(const Address& author) const;
  void read(const Passage& passage, std::vector<FirmRequest>& out) const;
  bool is_robots(const Letter& letter) const;
  std::vector<std::string> named_in(const Hits& hits, Tokens::Range sentence) const;

  const Configuration& configuration_;
  TermId asks_ = 0;
  TermId questions_ = 0;
  TermId needs_not_ = 0;
  TermId robots_ = 0;
  TermId receipts_ = 0;
  std::vector<std::pair<TermId, std::string>> named_;  // with the requirement
  Vocabulary vocabulary_;
};

}  // namespace pismovod
