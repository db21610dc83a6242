#include "mail/lookalikes.h"

#include <algorithm>

#include "base/fold.h"

namespace pismovod {
namespace {

// How a domain looks to the eye: look-alike letters folded, l and i read as 1, o as 0.
std::string look_of(const std::string& domain) {
  std::string out = fold(domain);
  for (char& c : out) {
    if (c == 'l' || c == 'i') c = '1';
    if (c == 'o') c = '0';
  }
  return out;
}

std::string_view first_label(std::string_view domain) { return domain.substr(0, domain.find('.')); }

}  // namespace

Lookalikes::Lookalikes(const std::vector<Address>& ours) {
  for (const Address& address : ours) {
    ours_.push_back({address, look_of(address.domain)});
    domains_.insert(address.domain);
    first_looks_.emplace(first_label(ours_.back().look));
  }
}

std::optional<Address> Lookalikes::meant_by(const Address& address) const {
  if (domains_.contains(address.domain)) return std::nullopt;
  const std::string look = look_of(address.domain);
  // Nearly every recipient ends here: domains that look alike have first labels that do.
  if (!first_looks_.contains(first_label(look))) return std::nullopt;
  const bool has_two_labels = std::count(look.begin(), look.end(), '.') == 1;
  for (const Ours& our : ours_) {
    if (look == our.look) return Address{address.local, our.address.domain};
    const bool same_first = has_two_labels && first_label(look) == first_label(our.look);
    if (same_first && Address{address.local, our.address.domain}.same_mailbox(our.address)) return our.address;
  }
  return std::nullopt;
}

}  // namespace pismovod
