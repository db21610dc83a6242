#include "review/sender_link.h"

#include "journal/case_link.h"

namespace pismovod {

tl::expected<CaseEntry, HttpResponse> linked_case(const Visit& visit, const Secret& secret, const std::string& token) {
  const CaseToken link = read_case_token(secret, token, std::chrono::floor<std::chrono::seconds>(visit.now));
  if (link.state == CaseToken::State::forged) {
    return tl::unexpected(show_message(visit, 403, "refused_title", "forbidden"));
  }
  if (link.state == CaseToken::State::expired) {
    return tl::unexpected(show_message(visit, 410, "refused_title", "expired"));
  }
  auto entry = visit.shelf.store.find(link.case_number);
  if (!entry) return tl::unexpected(show_trouble(visit, entry.error()));
  if (entry->has_no_link) return tl::unexpected(show_message(visit, 410, "refused_title", "link_withdrawn"));
  return *std::move(entry);
}

}  // namespace pismovod
