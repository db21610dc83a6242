// The pages. Each takes a visit and gives an answer; who may see it is settled before (site.h), but
// for the sender's page, whose link is its own permission.
#pragma once

#include "base/secret.h"
#include "desk/case_acts.h"
#include "review/visit.h"

namespace pismovod {

HttpResponse cases_page(const Visit& visit);
HttpResponse cases_csv(const Visit& visit);
// A mark for every case that was chosen in the list; each is answered as if it stood alone.
HttpResponse mark_cases(const Visit& visit);

// `note`: what stands in its form already.
HttpResponse case_page(const Visit& visit, const std::string& number, const std::string& complaint = "",
                       const std::string& note = "");
HttpResponse mark_case(const Visit& visit, const std::string& number);
// What cannot be done is said on the case's page.
HttpResponse act_on_case(const Visit& visit, const std::string& number, const CaseDeed& deed);

HttpResponse overview_page(const Visit& visit);
HttpResponse overview_csv(const Visit& visit, const std::string& table);

HttpResponse sender_page(const Visit& visit, const Secret& secret, const std::string& token);
HttpResponse sender_says_wrong(const Visit& visit, const Secret& secret, const std::string& token);

}  // namespace pismovod
