// A register of firms that is asked over HTTP, as data: config/providers/*.toml.
//
// "{inn}" and "{key}" in address, headers and body stand for what is asked and the key. Pointers are those of RFC 6901
// into the answer; of several the first that leads to a text counts.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "lookup/firm.h"

namespace pismovod {

struct FirmProvider {
  std::string name;   // "dadata"
  std::string title;  // "DaData"
  std::string address;
  std::string body;                  // empty: GET; else POST
  std::vector<std::string> headers;  // "Content-Type: application/json"
  std::vector<std::string> firm;     // where the firm stands in the answer; nothing there: it is not known
  std::map<std::string, std::vector<std::string>> pointers;  // from there: inn, name, full_name, kpp, ogrn, status
  std::map<std::string, FirmStatus> statuses;                // by the word that the answer has

  bool needs_key() const;
};

// The text with its gaps filled.
std::string filled(std::string text, const std::string& inn, const std::string& key);

// What an answer says of the firm with this ИНН: nothing where it knows none; an error where it is no such answer, or
// tells of another firm.
Result<std::optional<Firm>> firm_in(std::string_view json, const FirmProvider& provider, const std::string& inn);

// As the cache keeps it.
std::string firm_json(const Firm& firm);
std::optional<Firm> parse_firm(std::string_view json);

}  // namespace pismovod
