#include "lookup/register.h"

#include <sys/stat.h>

#include <algorithm>
#include <deque>
#include <mutex>

#include "base/log.h"
#include "lookup/cache.h"
#include "lookup/http_question.h"

namespace pismovod {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::seconds kLookAtFile{5};
constexpr std::chrono::seconds kPauseOfBusy{60};     // 429
constexpr std::chrono::minutes kPauseOfRefused{10};  // 401, 403: the key
constexpr std::chrono::seconds kPauseOfBroken{30};
constexpr int kFailuresBeforePause = 3;

// The client list, read again when its file has changed: by whoever asks first, while others go on with the old one.
class ClientFile {
 public:
  ClientFile(std::string path, ReadTable read) : path_(std::move(path)), read_table_(std::move(read)) { get(); }

  std::shared_ptr<const ClientList> get() {
    if (path_.empty()) return nullptr;
    std::unique_lock lock(mutex_);
    const auto now = Clock::now();
    if (is_reading_ || now < look_again_) return list_;
    look_again_ = now + kLookAtFile;
    const Stamp stamp = stamp_of_file();
    if (stamp == stamp_) return list_;
    stamp_ = stamp;
    is_reading_ = true;
    lock.unlock();
    auto made = read();
    lock.lock();
    is_reading_ = false;
    if (made) list_ = std::move(made);
    return list_;
  }

 private:
  struct Stamp {
    int64_t seconds = 0;
    int64_t nanoseconds = 0;
    int64_t octets = -2;  // not looked at yet
    bool operator==(const Stamp&) const = default;
  };

  Stamp stamp_of_file() const {
    struct stat found {};
    if (::stat(path_.c_str(), &found) != 0) return {0, 0, -1};
    return {found.st_mtim.tv_sec, found.st_mtim.tv_nsec, found.st_size};
  }

  // Null where it cannot be read: the list stays as it was. Nothing may be thrown while `is_reading_` is set.
  std::shared_ptr<const ClientList> read() const noexcept {
    try {
      const auto rows = read_table_(path_);
      auto made = rows ? ClientList::of_rows(*rows) : Result<ClientList>(failure(rows.error().text));
      if (made) log_info("event=client_list clients=" + std::to_string(made->size()));
      if (made) return std::make_shared<const ClientList>(std::move(*made));
      log_warning("event=client_list what=\"" + made.error().text + "\"");
    } catch (const std::exception& wrong) {
      log_error(std::string("event=client_list what=\"") + wrong.what() + "\"");
    }
    return nullptr;
  }

  const std::string path_;
  const ReadTable read_table_;
  std::mutex mutex_;
  std::shared_ptr<const ClientList> list_;
  Clock::time_point look_again_;
  Stamp stamp_;
  bool is_reading_ = false;
};

// A register with how it has fared.
class Asked {
 public:
  explicit Asked(FirmProvider provider) : provider_(std::move(provider)) {}

  const FirmProvider& provider() const { return provider_; }

  bool is_paused() const {
    const std::lock_guard lock(mutex_);
    return Clock::now() < paused_until_;
  }

  // What it says; an error where it gave no answer that counts.
  Result<std::optional<Firm>> ask(const std::string& inn, const std::string& key, std::chrono::milliseconds wait) {
    HttpQuestion question{filled(provider_.address, inn, key), {}, filled(provider_.body, inn, key)};
    for (const std::string& header : provider_.headers) question.headers.push_back(filled(header, inn, key));
    const HttpAnswer answer = ask_over_http(question, wait);
    auto said = answer.status == 200 ? firm_in(answer.body, provider_, inn)
                                     : Result<std::optional<Firm>>(failure(trouble_of(answer)));
    note(answer.status, said ? "" : said.error().text);
    return said;
  }

  FirmRegister::Figures figures() const {
    const std::lock_guard lock(mutex_);
    return {provider_.name, questions_, failures_, Clock::now() < paused_until_};
  }

 private:
  static std::string trouble_of(const HttpAnswer& answer) {
    return answer.status == 0 ? answer.trouble : "HTTP status " + std::to_string(answer.status);
  }

  void note(long status, const std::string& trouble) {
    const std::lock_guard lock(mutex_);
    ++questions_;
    if (trouble.empty()) {
      in_a_row_ = 0;
      return;
    }
    ++failures_;
    ++in_a_row_;
    const bool is_refused = status == 401 || status == 403;
    if (!is_refused && status != 429 && in_a_row_ < kFailuresBeforePause) return;
    const std::chrono::seconds pause = is_refused      ? std::chrono::seconds(kPauseOfRefused)
                                       : status == 429 ? kPauseOfBusy
                                                       : kPauseOfBroken;
    paused_until_ = Clock::now() + pause;
    log_warning("event=register_paused register=" + provider_.name + " seconds=" + std::to_string(pause.count()) +
                " what=\"" + trouble + "\"");
  }

  const FirmProvider provider_;
  mutable std::mutex mutex_;
  uint64_t questions_ = 0;
  uint64_t failures_ = 0;
  int in_a_row_ = 0;
  Clock::time_point paused_until_;
};

// So many questions a minute and no more.
class Rate {
 public:
  explicit Rate(int64_t most) : most_(static_cast<size_t>(std::max<int64_t>(0, most))) {}
  bool take() {
    const std::lock_guard lock(mutex_);
    const auto now = Clock::now();
    while (!asked_.empty() && now - asked_.front() > std::chrono::minutes(1)) asked_.pop_front();
    if (asked_.size() >= most_) return false;
    asked_.push_back(now);
    return true;
  }

 private:
  const size_t most_;
  std::mutex mutex_;
  std::deque<Clock::time_point> asked_;
};

}  // namespace

struct FirmRegister::Parts {
  explicit Parts(RegisterSettings given)
      : settings(std::move(given)),
        clients(settings.clients, settings.read_table),
        cache(settings.cache),
        rate(settings.most_a_minute) {
    for (const FirmProvider& provider : settings.providers) providers.push_back(std::make_unique<Asked>(provider));
  }

  // Of one that is kept and young enough.
  std::optional<FirmCache::Entry> kept(const std::string& inn) {
    auto entry = cache.find(inn);
    if (!entry) return std::nullopt;
    const auto age = FirmCache::Clock::now() - entry->at;
    return age < (entry->firm ? settings.keep : settings.keep_unknown) ? std::move(entry) : std::nullopt;
  }

  std::optional<Firm> ask(const std::string& inn, Deadline by) {
    bool is_answered = false;
    for (const auto& asked : providers) {
      const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(by - Clock::now());
      if (left <= std::chrono::milliseconds(0)) return std::nullopt;
      if (asked->is_paused() || !rate.take()) continue;
      const auto said = asked->ask(inn, settings.key, left);
      is_answered = is_answered || said.has_value();
      if (!said || !*said) continue;
      cache.put(inn, *said, FirmCache::Clock::now());
      return *said;
    }
    if (is_answered) cache.put(inn, std::nullopt, FirmCache::Clock::now());
    return std::nullopt;
  }

  const RegisterSettings settings;
  ClientFile clients;
  FirmCache cache;
  Rate rate;
  std::vector<std::unique_ptr<Asked>> providers;
};

FirmRegister::FirmRegister(RegisterSettings settings) : parts_(std::make_unique<Parts>(std::move(settings))) {}
FirmRegister::~FirmRegister() = default;

std::chrono::milliseconds FirmRegister::wait() const { return parts_->settings.wait; }
std::shared_ptr<const ClientList> FirmRegister::clients() const { return parts_->clients.get(); }

std::optional<Firm> FirmRegister::find(const std::string& inn, Deadline by) const {
  const auto list = clients();
  const Client* const client = list ? list->by_inn(inn) : nullptr;
  const auto kept = parts_->kept(inn);
  // One's own client is asked of nobody; what is kept of him is used.
  if (client == nullptr) return kept ? kept->firm : parts_->ask(inn, by);
  const std::optional<Firm> known = kept ? kept->firm : std::nullopt;
  Firm out = client->firm;
  if (!known) return out;
  out.full_name = known->full_name.empty() ? known->name : known->full_name;
  out.status = known->status;
  if (out.kpp.empty()) out.kpp = known->kpp;
  if (out.ogrn.empty()) out.ogrn = known->ogrn;
  return out;
}

std::vector<FirmRegister::Figures> FirmRegister::figures() const {
  std::vector<Figures> out;
  for (const auto& asked : parts_->providers) out.push_back(asked->figures());
  return out;
}

}  // namespace pismovod
