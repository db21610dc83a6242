// The form on the sender's page: what his letter lacks as fields, the completed letter as he will send it, the code,
// and the letter itself to take away. Every step works without scripts; nothing leaves that was not seen as it leaves.
#pragma once

#include <optional>

#include "base/secret.h"
#include "review/visit.h"

namespace pismovod {

struct SenderForm {
  std::optional<View> view;  // none: the letter cannot be completed here
  std::string why_none;      // in words; empty: nothing is to be completed
  int status = 200;
};

// As the link finds it: what the case lacks.
SenderForm first_form(const Visit& visit, const CaseEntry& entry, const std::string& token);

// The whole page with the form in this state (sender_case.cc).
HttpResponse sender_page(const Visit& visit, const CaseEntry& entry, const std::string& token, SenderForm form);

// Forms: fill in; begin again; ask for a code; send.
HttpResponse sender_completes(const Visit& visit, const Secret& secret, const std::string& token);
HttpResponse sender_begins_again(const Visit& visit, const Secret& secret, const std::string& token);
HttpResponse sender_asks_for_code(const Visit& visit, const Secret& secret, const std::string& token);
HttpResponse sender_sends(const Visit& visit, const Secret& secret, const std::string& token);
// One value as it is typed: plain text that says what is wrong, or nothing.
HttpResponse sender_tries_value(const Visit& visit, const Secret& secret, const std::string& token);

// The completed letter to look at, and as a file that a mail program opens to send.
HttpResponse completed_page(const Visit& visit, const Secret& secret, const std::string& token,
                            const std::string& complaint = "", int status = 200);
HttpResponse completed_file(const Visit& visit, const Secret& secret, const std::string& token);

}  // namespace pismovod
