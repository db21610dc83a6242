// The partner whose mail is checked ([[organization]] of the configuration).
#pragma once

#include <string>
#include <vector>

namespace pismovod {

struct Organization {
  std::string name;
  std::vector<std::string> aliases;
  std::vector<std::string> sender_domains;  // lower case; empty: every sender
  std::string partner_code;                 // empty: a partner without a code yet
  std::string inn;
  std::string kpp;
  std::vector<std::string> nfr_reg_numbers;
};

}  // namespace pismovod
