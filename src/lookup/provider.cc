#include "lookup/provider.h"

#include <nlohmann/json.hpp>

#include <algorithm>

#include "base/utf8.h"
#include "facts/check_digits.h"

namespace pismovod {
namespace {

using Json = nlohmann::json;

constexpr size_t kLongest = 500;  // octets of one datum

// A pointer that is none, or leads nowhere, gives null.
const Json* at(const Json& json, const std::string& pointer) {
  try {
    const Json::json_pointer where(pointer);
    return json.contains(where) ? &json.at(where) : nullptr;
  } catch (const Json::exception&) {
    return nullptr;
  }
}

const Json* first_at(const Json& json, const std::vector<std::string>& pointers) {
  for (const std::string& pointer : pointers) {
    const Json* found = at(json, pointer);
    if (found != nullptr && !found->is_null()) return found;
  }
  return nullptr;
}

std::string text_at(const Json& json, const FirmProvider& provider, const char* what) {
  const auto pointers = provider.pointers.find(what);
  const Json* found = pointers == provider.pointers.end() ? nullptr : first_at(json, pointers->second);
  if (found == nullptr) return {};
  if (found->is_number_integer()) return std::to_string(found->get<int64_t>());
  if (!found->is_string()) return {};
  return std::string(utf8_prefix(to_valid_utf8(found->get_ref<const std::string&>()), kLongest));
}

Firm firm_of(const Json& json, const FirmProvider& provider) {
  Firm out;
  out.inn = text_at(json, provider, "inn");
  out.name = text_at(json, provider, "name");
  out.full_name = text_at(json, provider, "full_name");
  if (out.name.empty()) out.name = out.full_name;
  out.kpp = text_at(json, provider, "kpp");
  if (!is_kpp(out.kpp)) out.kpp.clear();
  out.ogrn = text_at(json, provider, "ogrn");
  const auto status = provider.statuses.find(text_at(json, provider, "status"));
  if (status != provider.statuses.end()) out.status = status->second;
  out.source = provider.name;
  return out;
}

void replace_all(std::string& text, std::string_view gap, const std::string& with) {
  for (size_t found = text.find(gap); found != std::string::npos; found = text.find(gap, found + with.size()))
    text.replace(found, gap.size(), with);
}

std::optional<Json> parsed(std::string_view text) {
  Json json = Json::parse(text, nullptr, false);
  return json.is_discarded() ? std::nullopt : std::optional(std::move(json));
}

}  // namespace

bool FirmProvider::needs_key() const {
  const auto has = [](const std::string& text) { return text.find("{key}") != std::string::npos; };
  return has(address) || has(body) || std::any_of(headers.begin(), headers.end(), has);
}

std::string filled(std::string text, const std::string& inn, const std::string& key) {
  replace_all(text, "{inn}", inn);
  replace_all(text, "{key}", key);
  return text;
}

Result<std::optional<Firm>> firm_in(std::string_view text, const FirmProvider& provider, const std::string& inn) {
  const auto json = parsed(text);
  if (!json || !json->is_object()) return failure("the answer is no JSON object");
  const Json* found = first_at(*json, provider.firm);
  if (found == nullptr || (found->is_object() && found->empty())) return std::optional<Firm>();
  Firm firm = firm_of(*found, provider);
  if (firm.inn != inn) return failure("the answer tells of another firm");
  if (firm.name.empty()) return failure("the answer names no firm");
  return std::optional(std::move(firm));
}

std::string firm_json(const Firm& firm) {
  const Json out = {{"inn", firm.inn},      {"name", firm.name}, {"full_name", firm.full_name},
                    {"kpp", firm.kpp},      {"ogrn", firm.ogrn}, {"status", static_cast<int>(firm.status)},
                    {"source", firm.source}};
  return out.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::optional<Firm> parse_firm(std::string_view text) {
  const auto json = parsed(text);
  if (!json) return std::nullopt;
  try {
    const int status = json->at("status").get<int>();
    if (status < 0 || status > static_cast<int>(FirmStatus::liquidated)) return std::nullopt;
    return Firm{json->at("inn").get<std::string>(),       json->at("name").get<std::string>(),
                json->at("full_name").get<std::string>(), json->at("kpp").get<std::string>(),
                json->at("ogrn").get<std::string>(),      static_cast<FirmStatus>(status),
                json->at("source").get<std::string>()};
  } catch (const Json::exception&) {
    return std::nullopt;
  }
}

}  // namespace pismovod
