// The letter with the code by which a sender lets his completed letter go.
//
// Composed whole, as a notice is; its reverse-path is null. Pure but for the Message-ID; any thread.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "actions/texts.h"
#include "mail/address.h"

namespace pismovod {

struct CodeRequest {
  std::string code;
  int64_t minutes = 0;  // that it is good for
  Address to;
  Address from;
  std::string from_name;
  std::string subject;                  // of the completed letter, decoded
  std::vector<std::string> recipients;  // of it
  std::string case_number;
  const Texts& texts;
  std::chrono::system_clock::time_point now = std::chrono::system_clock::now();
};

// Octets ready for SMTP.
std::string code_letter(const CodeRequest& request);

// Every key that it is made of, for checking the configuration.
const std::vector<std::string>& code_text_keys();

}  // namespace pismovod
