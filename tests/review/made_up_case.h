// Cases with made-up people in them.
#pragma once

#include <string>

#include "journal/store.h"

namespace pismovod {

struct MadeUp {
  std::string number = "3K7Q81B";
  std::string sender = "anna@vektor-soft.example";
  std::string subject = "Активация ПИН-кода";
  Action action = Action::reject;
  Instant at = wall_clock();
};

// A letter to lic@1c.ru with a wrong ИНН, without a registration number, the rest found.
CaseEntry made_up_case(const MadeUp& what);

}  // namespace pismovod
