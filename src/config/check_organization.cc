#include "config/check_organization.h"

#include <algorithm>
#include <array>

#include "base/fold.h"
#include "facts/check_digits.h"

namespace pismovod {
namespace {

// Of config/pismovod.toml: nobody's.
constexpr std::string_view kSampleName = "ООО «Ваша Фирма»";
constexpr std::string_view kSampleDomain = "vasha-firma.ru";
constexpr std::string_view kSampleNfr = "800000000";

bool is_zeros(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c == '0'; });
}

bool has_only_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return is_digit(c); });
}

class Checker {
 public:
  Checker(const Organization& organization, const TomlValue& table, ConfigErrors& errors)
      : organization_(organization), table_(table), errors_(errors) {}

  void run() {
    if (says_sample()) return;
    const bool is_foreign = check_code();
    if (!is_foreign) check_russian();
    if (is_foreign && !organization_.inn.empty() && organization_.inn.find_first_of("0123456789") == std::string::npos)
      error("inn", "\"" + organization_.inn + "\" is no tax number: it has no digit");
    for (const std::string& number : organization_.nfr_reg_numbers) check_nfr(number);
  }

 private:
  void error(std::string_view key, const std::string& text) {
    const TomlValue* value = table_.find(key);
    errors_.push_back({value == nullptr ? table_.place : value->place, "\"" + std::string(key) + "\": " + text});
  }

  // One error for all that was left as it came: the rest would be said of numbers that nobody wrote.
  bool says_sample() {
    const auto& domains = organization_.sender_domains;
    const auto& nfr = organization_.nfr_reg_numbers;
    const std::array<std::pair<std::string_view, bool>, 6> left = {
        {{"name", organization_.name == kSampleName},
         {"sender_domains", std::find(domains.begin(), domains.end(), kSampleDomain) != domains.end()},
         {"partner_code", is_zeros(organization_.partner_code)},
         {"inn", is_zeros(organization_.inn)},
         {"kpp", is_zeros(organization_.kpp)},
         {"nfr_reg_numbers", std::find(nfr.begin(), nfr.end(), kSampleNfr) != nfr.end()}}};
    bool said = false;
    for (const auto& [key, is_left] : left) {
      if (is_left) error(key, "this stands as in the sample: write your own organization's, or leave the key out");
      said = said || is_left;
    }
    return said;
  }

  // Is it a partner's of another country?
  bool check_code() {
    const std::string& code = organization_.partner_code;
    if (code.empty()) return false;
    const std::string folded = fold(code);
    const std::string_view suffix = std::string_view(folded).substr(std::min<size_t>(5, folded.size()));
    const std::string_view letters = trimmed(suffix.starts_with('-') ? suffix.substr(1) : suffix);
    const bool is_suffix = (letters.size() == 2 || letters.size() == 3) &&
                           std::all_of(letters.begin(), letters.end(), [](char c) { return is_folded_letter(c); });
    if (!has_only_digits(std::string_view(folded).substr(0, 5)) || folded.size() < 5 || !(suffix.empty() || is_suffix))
      error("partner_code", "\"" + code +
                                "\" is no partner's code: five digits, outside Russia with the country's letters, as "
                                "14352 or 48123-KAZ; leave the key out where there is none yet");
    return is_suffix && letters != fold("RUS") && letters != fold("RU");
  }

  void check_russian() {
    const std::string& inn = organization_.inn;
    if (!inn.empty() && !is_inn(inn)) {
      const bool is_length = has_only_digits(inn) && (inn.size() == 10 || inn.size() == 12);
      error("inn", "\"" + inn + "\" is no ИНН: " +
                       (is_length ? "a digit is wrong, the check digit does not fit" : "it has 10 digits, or 12"));
    }
    if (!organization_.kpp.empty() && !is_kpp(organization_.kpp))
      error("kpp", "\"" + organization_.kpp + "\" is no КПП: it has nine characters, as 771301001");
  }

  void check_nfr(const std::string& number) {
    std::string digits;
    for (const char c : number) {
      if (is_digit(c)) digits += c;
    }
    const bool has_others = number.find_first_not_of("0123456789 -") != std::string::npos;
    if (has_others || digits.size() < 5 || digits.size() > 12)
      error("nfr_reg_numbers", "\"" + number + "\" is no registration number, as 800654321");
  }

  const Organization& organization_;
  const TomlValue& table_;
  ConfigErrors& errors_;
};

}  // namespace

void check_organization(const Organization& organization, const TomlValue& table, ConfigErrors& errors) {
  Checker(organization, table, errors).run();
}

}  // namespace pismovod
