// A request to the service and its answer as values, whatever server brings them.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pismovod {

// What of a request is known before its body is read.
struct WebHead {
  std::string method;
  std::string path;                                        // decoded, without the query
  std::map<std::string, std::string, std::less<>> query;   // decoded
  std::map<std::string, std::string, std::less<>> fields;  // names in lower case; of doubles the last
  std::string address;                                     // who is connected

  // The field, or an empty text.
  const std::string& field(std::string_view name) const { return value(fields, name); }
  const std::string& in_query(std::string_view name) const { return value(query, name); }

 private:
  static const std::string& value(const std::map<std::string, std::string, std::less<>>& all, std::string_view name) {
    static const std::string none;
    const auto found = all.find(name);
    return found == all.end() ? none : found->second;
  }
};

struct WebAnswer {
  int status = 200;
  std::string body;
  std::string type = "application/json";
  std::vector<std::pair<std::string, std::string>> fields = {};  // besides those that every answer has
};

// Of ASCII: names of fields and hosts have no case.
std::string in_lower_case(std::string_view text);

// {"error": "..."}: a sentence for whoever wrote the program that asks.
WebAnswer refusal(int status, std::string_view why);

}  // namespace pismovod
