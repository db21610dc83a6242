#include "notice/fill_in.h"

#include <algorithm>
#include <array>

#include "actions/wording.h"

namespace pismovod {
namespace {

constexpr size_t kOffered = 160;  // characters of a value from a register

// Said in sentences: where the letter has them, they are not said again.
bool is_said_in_own_words(std::string_view requirement) {
  constexpr std::array<std::string_view, 6> kIds = {"question",    "cancel_reason",       "key_failure_reason",
                                                    "loss_reason", "key_payment_consent", "owned_products"};
  return std::find(kIds.begin(), kIds.end(), requirement) != kIds.end();
}

bool is_requirement(const std::string& name, const Texts& texts) { return texts.has("requirement." + name + ".title"); }

// "770101001 (по данным реестра, проверьте)".
void fill_offered(FillInLine& line, const std::vector<Offer>& offers, const Texts& texts) {
  const auto offer = std::find_if(offers.begin(), offers.end(), [&](const Offer& o) { return o.id == line.id; });
  if (offer == offers.end()) return;
  line.value = cited(offer->value, kOffered);
  line.instead = source_words(offer->source, texts);
}

}  // namespace

std::string partners_own(const std::string& requirement, const Organization* organization) {
  if (organization == nullptr) return {};
  if (requirement == "partner_name") return organization->name;
  if (requirement == "partner_code") return organization->partner_code;
  if (requirement == "nfr_reg_number" && !organization->nfr_reg_numbers.empty())
    return organization->nfr_reg_numbers.front();
  return {};
}

std::string example_of(const std::string& requirement, const Organization* organization, const Texts& texts) {
  const std::string own = partners_own(requirement, organization);
  if (own.empty()) return texts.get("requirement." + requirement + ".example");
  return texts.get("requirement." + requirement + ".label") + ": " + own;
}

std::vector<std::string> FillIn::labels(const Texts& texts) {
  std::vector<std::string> out;
  for (const auto& [key, text] : texts.all()) {
    if (key.starts_with("requirement.") && key.ends_with(".label")) out.push_back(text);
  }
  return out;
}

bool FillIn::has_blanks() const {
  return std::any_of(lines.begin(), lines.end(), [](const FillInLine& line) { return line.value.empty(); });
}

bool FillIn::has_news() const {
  return std::any_of(lines.begin(), lines.end(), [](const FillInLine& line) { return line.is_new; });
}

std::vector<std::string> FillIn::written() const {
  std::vector<std::string> out;
  for (const FillInLine& line : lines) {
    out.push_back(line.label + ": " + (line.value.empty() ? std::string(kBlank) : line.value) +
                  (line.instead.empty() ? "" : " (" + line.instead + ")"));
  }
  return out;
}

bool is_fixed_subject(const std::string& requirement, const Texts& texts) {
  return texts.has("requirement." + requirement + ".subject");
}

bool is_attached(const std::string& requirement, const Texts& texts) {
  return !texts.has("requirement." + requirement + ".label");
}

FillIn make_fill_in(const std::vector<std::string>& wanted, const FoundValues& found, const Organization* organization,
                    const Texts& texts, const std::vector<Offer>& offers) {
  FillIn out;
  for (const std::string& name : wanted) {
    const auto known = found.find(name);
    const bool has = known != found.end();
    if (is_fixed_subject(name, texts)) {
      if (!has) out.subject = texts.get("requirement." + name + ".subject");
    } else if (!is_requirement(name, texts)) {
      out.lines.push_back({name, {}, true});
    } else if (is_attached(name, texts)) {
      if (!has) out.attach.push_back(title_of(name, texts));
    } else if (!has || !is_said_in_own_words(name)) {
      const std::string own = partners_own(name, organization);
      const std::string value = own.empty() && has ? known->second : own;
      out.lines.push_back({texts.get("requirement." + name + ".label"), value, !has, name});
      if (value.empty()) fill_offered(out.lines.back(), offers, texts);
    }
  }
  return out;
}

std::vector<std::string> template_fields(const Mailbox& mailbox, const std::vector<RequirementUse>& uses) {
  std::vector<std::string> out = mailbox.form;
  for (const RequirementUse& use : uses) {
    if (std::find(out.begin(), out.end(), use.id) == out.end()) out.push_back(use.id);
  }
  return out;
}

}  // namespace pismovod
