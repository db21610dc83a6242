// A request and its answer as values, whatever server brings them.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pismovod {

// Decoded fields of a query or a form; of doubles the first counts.
using Fields = std::map<std::string, std::string, std::less<>>;

// Of a form with files (multipart/form-data).
struct UploadedFile {
  std::string field;
  std::string name;  // as the browser gave it, UTF-8; may be any text
  std::string octets;
};

struct HttpRequest {
  std::string method;  // "GET", "POST"
  std::string path;    // decoded, without the query
  Fields query;
  Fields form;  // of a POST
  std::vector<UploadedFile> files;
  Fields cookies;
  std::string address;         // the visitor's
  bool is_cross_site = false;  // the browser says that another site sent it

  bool is_cross_site_form() const { return is_cross_site && method == "POST"; }

  // The field, or an empty text.
  const std::string& in_query(std::string_view name) const;
  const std::string& in_form(std::string_view name) const;
  const std::string& cookie(std::string_view name) const;
};

struct HttpResponse {
  int status = 200;
  std::string type = "text/html; charset=utf-8";
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;  // besides those that every answer has
};

using HttpHandler = std::function<HttpResponse(const HttpRequest&)>;

// application/x-www-form-urlencoded; what is over kMostFields is passed over.
inline constexpr size_t kMostFields = 64;
Fields parse_form(std::string_view text);
Fields parse_cookies(std::string_view header);
std::string form_encoded(std::string_view text);  // one name or value

HttpResponse redirect_to(const std::string& path);

}  // namespace pismovod
