#include <curl/curl.h>

#include <algorithm>
#include <mutex>
#include <string>
#include <vector>

#include "base/file.h"
#include "base/utf8.h"
#include "notify/sender.h"

namespace pismovod {
namespace {

constexpr long kConnectSeconds = 30;
constexpr size_t kAnswerOctets = 500;

struct Freer {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

// What goes over the wire and comes back.
struct Talk {
  std::string_view left;   // of the letter
  bool has_begun = false;  // MAIL was said: a 5yz is about this letter
  bool is_over = false;    // QUIT was: what is answered to it says nothing
  std::string answer;
  const std::atomic<bool>* is_ending = nullptr;
};

size_t give(char* buffer, size_t size, size_t count, void* data) {
  Talk& talk = *static_cast<Talk*>(data);
  const size_t octets = std::min(size * count, talk.left.size());
  std::copy_n(talk.left.data(), octets, buffer);
  talk.left.remove_prefix(octets);
  return octets;
}

int listen(CURL*, curl_infotype type, char* octets, size_t size, void* data) {
  Talk& talk = *static_cast<Talk*>(data);
  const std::string_view text(octets, size);
  if (type == CURLINFO_HEADER_OUT && text.starts_with("MAIL ")) talk.has_begun = true;
  if (type == CURLINFO_HEADER_OUT && text.starts_with("QUIT")) talk.is_over = true;
  if (type == CURLINFO_HEADER_IN && text.size() > 4 && !talk.is_over) {
    talk.answer = to_valid_utf8(utf8_prefix(text.substr(0, text.find_last_not_of("\r\n") + 1), kAnswerOctets));
  }
  return 0;
}

// Asked about once a second, and while something goes over the wire. Not 0: break off.
int look(void* data, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  const Talk& talk = *static_cast<const Talk*>(data);
  const bool waits_for_the_end = talk.has_begun && talk.left.empty();
  return talk.is_ending != nullptr && *talk.is_ending && !waits_for_the_end ? 1 : 0;
}

using List = std::unique_ptr<curl_slist, Freer>;

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> out;
  for (;;) {
    const size_t end = text.find('\n');
    out.emplace_back(text.substr(0, end));
    if (end == std::string_view::npos) return out;
    text.remove_prefix(end + 1);
  }
}

// Null where there is no memory.
List list_of(const std::vector<std::string>& paths) {
  List out;
  for (const std::string& path : paths) {
    curl_slist* const longer = curl_slist_append(out.get(), ("<" + path + ">").c_str());
    if (longer == nullptr) return nullptr;
    (void)out.release();  // it is the longer one's
    out.reset(longer);
  }
  return out;
}

bool is_address(std::string_view path) {
  return path.find('@') != std::string_view::npos && std::none_of(path.begin(), path.end(), [](char c) {
           return static_cast<unsigned char>(c) <= ' ' || c == '<' || c == '>';
         });
}

class SmtpSender final : public Sender {
 public:
  SmtpSender(Settings::Notify settings, const std::atomic<bool>* is_ending)
      : settings_(std::move(settings)), is_ending_(is_ending) {
    static std::once_flag once;
    std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
  }

  SendResult send(const OutgoingLetter& letter) override {
    const std::vector<std::string> paths = lines_of(letter.forward_path);
    if (!std::all_of(paths.begin(), paths.end(), is_address) ||
        (!letter.reverse_path.empty() && !is_address(letter.reverse_path)))
      return {SendResult::Kind::never, "no address"};
    const std::unique_ptr<CURL, Freer> handle(curl_easy_init());
    const List to = list_of(paths);
    if (!handle || !to) return {SendResult::Kind::later, "no memory"};
    Talk talk{letter.octets, false, false, {}, is_ending_};
    prepare(handle.get(), talk);
    curl_easy_setopt(handle.get(), CURLOPT_MAIL_FROM,
                     letter.reverse_path.empty() ? "" : ("<" + letter.reverse_path + ">").c_str());
    curl_easy_setopt(handle.get(), CURLOPT_MAIL_RCPT, to.get());
    curl_easy_setopt(handle.get(), CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(letter.octets.size()));
    if (auto wrong = log_in(handle.get()); !wrong.empty()) return {SendResult::Kind::later, wrong};
    return result_of(curl_easy_perform(handle.get()), talk);
  }

 private:
  void prepare(CURL* handle, Talk& talk) const {
    curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(handle, CURLOPT_URL, settings_.relay.c_str());
    curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
    curl_easy_setopt(handle, CURLOPT_TIMEOUT, static_cast<long>(kSendSeconds.count()));
    curl_easy_setopt(handle, CURLOPT_PROXY, "");
    // A password goes in clear only where somebody said so.
    const bool must = settings_.tls == Tls::always || !settings_.login.empty();
    const long tls = settings_.tls == Tls::never ? CURLUSESSL_NONE : must ? CURLUSESSL_ALL : CURLUSESSL_TRY;
    curl_easy_setopt(handle, CURLOPT_USE_SSL, tls);
    // Where TLS is only tried, a certificate of one's own is better than none.
    const long checks = settings_.tls == Tls::always || settings_.relay.starts_with("smtps:") ? 1L : 0L;
    curl_easy_setopt(handle, CURLOPT_SSL_VERIFYPEER, checks);
    curl_easy_setopt(handle, CURLOPT_SSL_VERIFYHOST, checks * 2);
    curl_easy_setopt(handle, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(handle, CURLOPT_READFUNCTION, give);
    curl_easy_setopt(handle, CURLOPT_READDATA, &talk);
    curl_easy_setopt(handle, CURLOPT_DEBUGFUNCTION, listen);
    curl_easy_setopt(handle, CURLOPT_DEBUGDATA, &talk);
    curl_easy_setopt(handle, CURLOPT_VERBOSE, 1L);
    curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, look);
    curl_easy_setopt(handle, CURLOPT_XFERINFODATA, &talk);
    curl_easy_setopt(handle, CURLOPT_NOPROGRESS, 0L);
  }

  // What is wrong, or nothing.
  std::string log_in(CURL* handle) const {
    if (settings_.login.empty()) return {};
    const auto password = read_file(settings_.password_file);
    if (!password) return password.error().text;
    curl_easy_setopt(handle, CURLOPT_USERNAME, settings_.login.c_str());
    curl_easy_setopt(handle, CURLOPT_PASSWORD, password->substr(0, password->find_first_of("\r\n")).c_str());
    return {};
  }

  static SendResult result_of(CURLcode code, const Talk& talk) {
    if (code == CURLE_OK) return {SendResult::Kind::sent, talk.answer};
    if (talk.has_begun && talk.answer.starts_with("5")) return {SendResult::Kind::never, talk.answer};
    const bool is_refused = talk.answer.starts_with("4") || talk.answer.starts_with("5");
    return {SendResult::Kind::later, is_refused ? talk.answer : curl_easy_strerror(code)};
  }

  Settings::Notify settings_;
  const std::atomic<bool>* is_ending_;
};

}  // namespace

std::unique_ptr<Sender> make_smtp_sender(const Settings::Notify& settings, const std::atomic<bool>* is_ending) {
  return std::make_unique<SmtpSender>(settings, is_ending);
}

}  // namespace pismovod
