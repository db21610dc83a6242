// The letter that tells a sender what a person has done about his letter: a held one was released or
// deleted, his complaint was agreed with or declined, he may send it once more; or that the program has
// completed a letter of his.
//
// Composed whole, as a notice is; its reverse-path is null. Pure but for the Message-ID; any thread.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "actions/texts.h"
#include "mail/address.h"

namespace pismovod {

enum class Deed : uint8_t { released, dropped, agreed, declined, completed, allowed };

struct TellRequest {
  Deed deed = Deed::released;
  Address to;
  Address from;
  std::string from_name;
  std::string by;                       // who did it; empty: the program
  std::string why;                      // empty: not said
  std::string subject;                  // of the letter, decoded
  std::string message_id;               // with its angle brackets; empty: none
  std::vector<std::string> recipients;  // of the letter
  std::chrono::system_clock::time_point sent;
  std::string case_number;
  std::string link;  // empty: none
  const Texts& texts;
  std::chrono::system_clock::time_point now = std::chrono::system_clock::now();
  std::vector<std::string> lines = {};  // that were written into the letter
};

// Octets ready for SMTP.
std::string tell_sender(const TellRequest& request);

// Its subject and text alone, for those who look at it.
std::string told_words(const TellRequest& request);

// Every key that these letters are made of, for checking the configuration.
const std::vector<std::string>& told_text_keys();

}  // namespace pismovod
