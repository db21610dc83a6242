#include "lookup/http_question.h"

#include <curl/curl.h>

#include <algorithm>
#include <memory>
#include <mutex>

namespace pismovod {
namespace {

constexpr size_t kMostOctets = size_t{256} << 10;

struct Freer {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

// Another count than was given ends the transfer.
size_t take(char* octets, size_t size, size_t count, void* data) {
  std::string& body = *static_cast<std::string*>(data);
  if (body.size() + size * count > kMostOctets) return 0;
  body.append(octets, size * count);
  return size * count;
}

}  // namespace

HttpAnswer ask_over_http(const HttpQuestion& question, std::chrono::milliseconds wait) {
  static std::once_flag once;
  std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
  HttpAnswer out;
  const std::unique_ptr<CURL, Freer> owner(curl_easy_init());
  CURL* const handle = owner.get();
  if (handle == nullptr) return {0, {}, "no memory"};
  std::unique_ptr<curl_slist, Freer> headers;
  for (const std::string& header : question.headers) {
    curl_slist* const longer = curl_slist_append(headers.get(), header.c_str());
    if (longer == nullptr) return {0, {}, "no memory"};
    (void)headers.release();
    headers.reset(longer);
  }
  const auto milliseconds = static_cast<long>(std::max<int64_t>(1, wait.count()));
  curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(handle, CURLOPT_URL, question.address.c_str());
  curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, milliseconds);
  curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT_MS, milliseconds);
  curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers.get());
  if (!question.body.empty()) {
    curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE, static_cast<long>(question.body.size()));
    curl_easy_setopt(handle, CURLOPT_POSTFIELDS, question.body.c_str());
  }
  curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, take);
  curl_easy_setopt(handle, CURLOPT_WRITEDATA, &out.body);
  const CURLcode code = curl_easy_perform(handle);
  if (code != CURLE_OK) return {0, {}, curl_easy_strerror(code)};
  curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &out.status);
  return out;
}

}  // namespace pismovod
