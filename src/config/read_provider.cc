#include "config/loader.h"

namespace pismovod {
FirmProvider read_provider(const TomlValue& file, const std::string& name, ConfigErrors& errors) {
  TableReader table(file, kProviderKeys, errors);
  FirmProvider out;
  out.name = name;
  out.title = table.text("title", true);
  out.address = table.text("address", true);
  const bool is_web = out.address.starts_with("https://") || out.address.starts_with("http://");
  if (!out.address.empty() && !is_web)
    table.error(table.value("address")->place, "\"address\": it begins with https:// (or http://)");
  out.body = table.text("body");
  out.headers = table.texts("headers");
  for (const std::string& header : out.headers) {
    if (header.find(": ") == std::string::npos || header.find_first_of("\r\n") != std::string::npos)
      table.error(table.value("headers")->place, "\"headers\": one looks so: \"Accept: application/json\"");
  }
  if (!out.address.empty() && (out.address + out.body).find("{inn}") == std::string::npos)
    table.error(table.value("address")->place, "neither \"address\" nor \"body\" has {inn}");
  out.firm = table.texts("firm");
  for (const char* key : {"inn", "name", "full_name", "kpp", "ogrn", "status"}) out.pointers[key] = table.texts(key);
  for (const char* key : {"inn", "name"}) {
    if (out.pointers[key].empty()) table.error(file.place, "\"" + std::string(key) + "\" is missing");
  }
  for (const auto& [key, status] : {std::pair("active", FirmStatus::active), std::pair("ending", FirmStatus::ending),
                                    std::pair("liquidated", FirmStatus::liquidated)}) {
    for (const std::string& word : table.texts(key)) out.statuses[word] = status;
  }
  return out;
}

}  // namespace pismovod
