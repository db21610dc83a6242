#include "mail/address.h"

#include <unicode/uidna.h>

#include <algorithm>
#include <array>
#include <memory>

#include "base/fold.h"
#include "mail/message.h"

namespace pismovod {
namespace {

std::string lower_ascii(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return out;
}

std::string to_unicode(const std::string& domain) {
  if (domain.find("xn--") == std::string::npos) return domain;
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UIDNA, decltype(&uidna_close)> idna(uidna_openUTS46(UIDNA_DEFAULT, &status), &uidna_close);
  if (U_FAILURE(status)) return domain;
  std::array<char, 1024> buffer{};
  UIDNAInfo info = UIDNA_INFO_INITIALIZER;
  const int32_t length = uidna_nameToUnicodeUTF8(idna.get(), domain.data(), static_cast<int32_t>(domain.size()),
                                                 buffer.data(), static_cast<int32_t>(buffer.size()), &info, &status);
  if (U_FAILURE(status) || length <= 0 || length > static_cast<int32_t>(buffer.size())) return domain;
  return {buffer.data(), static_cast<size_t>(length)};
}

// Cuts a field into what stands between the commas, without quoted strings and comments; what
// stands in angle brackets is kept with them.
class ListReader {
 public:
  explicit ListReader(std::string_view text) : text_(text) {}

  std::vector<std::string> run() {
    for (at_ = 0; at_ < text_.size(); ++at_) step(text_[at_]);
    flush();
    return std::move(items_);
  }

 private:
  void step(char c) {
    if (c == '\\' && (quoted_ || comment_ > 0)) {
      if (quoted_) quoted_text_ += text_.substr(at_, 2);
      ++at_;
    } else if (quoted_) {
      quoted_text_ += c;
      if (c == '"') end_quote();
    } else if (comment_ > 0) {
      comment_ += c == '(' ? 1 : c == ')' ? -1 : 0;
    } else if (c == '"') {
      quoted_ = true;
      quoted_text_ = c;
    } else if (c == '(' && !angle_) {
      comment_ = 1;
    } else {
      plain(c);
    }
  }

  void plain(char c) {
    if (c == '<') angle_ = true;
    if (c == '>') angle_ = false;
    const bool group = c == ':' && !angle_ && item_.find('@') == std::string::npos;
    if (!angle_ && (c == ',' || c == ';')) {
      flush();
    } else if (group) {
      item_.clear();  // the name of a group
    } else {
      item_ += c;
    }
  }

  // A local part, or a display name that nobody asks for.
  void end_quote() {
    quoted_ = false;
    if (angle_) {
      item_ += quoted_text_.substr(1, quoted_text_.size() - 2);
    } else if (at_ + 1 < text_.size() && text_[at_ + 1] == '@') {
      item_ += quoted_text_;
    }
  }

  void flush() {
    items_.push_back(std::move(item_));
    item_.clear();
    angle_ = false;
  }

  std::string_view text_;
  size_t at_ = 0;
  std::string item_;
  std::vector<std::string> items_;
  std::string quoted_text_;  // with its quotes
  bool quoted_ = false;
  bool angle_ = false;
  int comment_ = 0;
};

std::string_view within_angles(std::string_view item) {
  const size_t open = item.rfind('<');
  if (open == std::string_view::npos) return item;
  const size_t close = item.find('>', open);
  return item.substr(open + 1, close == std::string_view::npos ? close : close - open - 1);
}

}  // namespace

bool Address::is_within(std::string_view of_domain) const {
  if (!domain.ends_with(of_domain)) return false;
  const size_t before = domain.size() - of_domain.size();
  return before == 0 || domain[before - 1] == '.';
}

// "lic"@1c.ru and lic@1c.ru are one mailbox (RFC 5321 section 4.1.2).
std::string Address::key() const {
  if (local.size() < 2 || local.front() != '"' || local.back() != '"') return lower_ascii(text());
  std::string bare;
  for (size_t i = 1; i + 1 < local.size(); ++i) {
    if (local[i] == '\\' && i + 2 < local.size()) ++i;
    bare += local[i];
  }
  return lower_ascii(domain.empty() ? bare : bare + "@" + domain);
}

bool Address::same_mailbox(const Address& other) const { return key() == other.key(); }

Address parse_path(std::string_view path) {
  path = trimmed(within_angles(trimmed(path)));
  if (path.starts_with("@")) {  // a source route, RFC 5321 appendix C
    const size_t colon = path.find(':');
    if (colon != std::string_view::npos) path.remove_prefix(colon + 1);
  }
  const size_t at = path.rfind('@');
  if (at == std::string_view::npos) return {std::string(path), {}};
  std::string domain = lower_ascii(path.substr(at + 1));
  while (!domain.empty() && domain.back() == '.') domain.pop_back();
  return {std::string(path.substr(0, at)), to_unicode(domain)};
}

std::vector<Address> parse_address_list(std::string_view field_value) {
  std::vector<Address> out;
  const std::string value = unfolded(field_value);
  for (const std::string& item : ListReader(value).run()) {
    Address address = parse_path(item);
    const bool plausible = !address.domain.empty() && address.domain.find(' ') == std::string::npos &&
                           address.local.find(' ') == std::string::npos;
    if (plausible) out.push_back(std::move(address));
  }
  return out;
}

Address author_of(const Message& message) {
  const HeaderField* field = message.field("From");
  const std::vector<Address> list = field == nullptr ? std::vector<Address>() : parse_address_list(field->value);
  return list.empty() ? Address{} : list.front();
}

}  // namespace pismovod
