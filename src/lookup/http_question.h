// One question over HTTP, bounded in time and size. The one place in lookup/ where libcurl is used.
#pragma once

#include <chrono>
#include <string>
#include <vector>

namespace pismovod {

struct HttpQuestion {
  std::string address;  // http: or https:; nothing else is followed, nor is any redirection
  std::vector<std::string> headers;
  std::string body;  // empty: GET
};

struct HttpAnswer {
  long status = 0;  // 0: none came
  std::string body;
  std::string trouble;  // why none came, without the address
};

// Returns within `wait` and some milliseconds. Any thread.
HttpAnswer ask_over_http(const HttpQuestion& question, std::chrono::milliseconds wait);

}  // namespace pismovod
