#include "cli/doctor_machine.h"

#include <sys/statvfs.h>
#include <sys/timex.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <filesystem>

#include "base/file.h"
#include "base/server_url.h"
#include "cli/tcp_probe.h"
#include "daemon/daemon_files.h"
#include "daemon/file_access.h"
#include "inspect/services.h"
#include "inspect/table_file.h"
#include "journal/keeping.h"

namespace pismovod {
namespace {

constexpr uint64_t kLeastOctets = uint64_t{500} << 20;  // a day's spool and journal of a busy server

class Examiner {
 public:
  Examiner(const Configuration& configuration, const std::string& user, HealthFindings& findings)
      : configuration_(configuration), settings_(configuration.settings), user_(ids_of(user)), findings_(findings) {}

  void run() {
    for (const KeptPlace& place : kept_places(configuration_)) {
      examine_place(place);
      examine_disk(place.folder);
    }
    if (settings_.journal.path.empty()) findings_.unknown("no_journal");
    if (is_server(settings_.journal.path)) examine_journal_server();
    examine_readers();
    examine_languages();
    examine_relay();
    examine_page();
    examine_clock();
    examine_clients();
    for (const FirmProvider& provider : configuration_.providers) examine_register(provider);
  }

 private:
  void examine_place(const KeptPlace& place) {
    const HealthFindings::Gaps gaps = {{"key", place.key}, {"folder", place.folder}};
    if (!user_) return findings_.unknown("place_unknown", gaps);
    const int trouble = trouble_with_place(place, *user_);
    const bool is_other = trouble == EACCES && ::geteuid() != 0 && user_->user != ::geteuid();
    if (is_other) return findings_.unknown("place_unknown", gaps);
    if (trouble == 0) return findings_.good("place", gaps);
    HealthFindings::Gaps more = gaps;
    more["why"] = system_message(trouble);
    const std::string owner = user_->name.empty() ? std::to_string(user_->user) : user_->name;
    more["user"] = owner;
    findings_.wrong("place_wrong", more, "install -d -m 700 -o " + owner + " " + place.folder);
  }

  void examine_disk(const std::string& folder) {
    struct statvfs found {};
    if (::statvfs(folder.c_str(), &found) != 0) return;
    const uint64_t free = uint64_t{found.f_bavail} * found.f_frsize;
    const HealthFindings::Gaps gaps = {{"folder", folder}, {"megabytes", std::to_string(free >> 20)}};
    if (free >= kLeastOctets && found.f_favail > 1000) return findings_.good("disk", gaps);
    findings_.wrong("disk_full", gaps, "journal.keep_days = 90");
  }

  void examine_journal_server() {
    const auto reached = reach_server(settings_.journal.path);
    if (reached) return findings_.good("journal_server");
    findings_.wrong("journal_server_wrong", {{"why", reached.error().text}}, "psql \"" + settings_.journal.path + "\"");
  }

  void examine_readers() {
    if (settings_.readers.processes == 0) return findings_.unknown("no_readers");
    Services services(settings_);
    const auto started = services.start();
    if (!started)
      return findings_.wrong("readers_fail", {{"why", started.error().text}}, "readers.executable = \"...\"");
    const std::string confined = services.readers()->confinement();
    const bool is_confined = confined.find("seccomp") != std::string::npos;
    if (is_confined) return findings_.good("readers", {{"how", confined}});
    findings_.wrong("readers_open", {{"how", confined}});
  }

  // Where tesseract looks: what it was told, else Debian's place.
  void examine_languages() {
    if (!settings_.readers.ocr || settings_.readers.processes == 0) return findings_.unknown("no_ocr");
    std::vector<std::filesystem::path> folders;
    if (const char* told = std::getenv("TESSDATA_PREFIX")) folders.emplace_back(told);
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator("/usr/share/tesseract-ocr", error))
      folders.push_back(entry.path() / "tessdata");
    folders.emplace_back("/usr/share/tessdata");
    for (const char* language : {"rus", "eng"}) {
      const bool is_there = std::any_of(folders.begin(), folders.end(), [&](const auto& folder) {
        return std::filesystem::exists(folder / (std::string(language) + ".traineddata"), error);
      });
      if (is_there) {
        findings_.good("language", {{"language", language}});
      } else {
        findings_.wrong("language_missing", {{"language", language}},
                        std::string("apt install tesseract-ocr-") + language);
      }
    }
  }

  void examine_relay() {
    const std::string& relay = settings_.notify.relay;
    if (!settings_.notice.enabled) return findings_.unknown("no_notices");
    const bool is_tls = relay.starts_with("smtps://");
    std::string place = relay.substr(std::min(relay.find("://") + 3, relay.size()));
    const size_t colon = place.rfind(':');
    uint16_t port = is_tls ? 465 : 25;
    if (colon != std::string::npos && place.find(']', colon) == std::string::npos) {
      std::from_chars(place.data() + colon + 1, place.data() + place.size(), port);
      place.resize(colon);
    }
    if (place.starts_with('[') && place.ends_with(']')) place = place.substr(1, place.size() - 2);
    const auto said = greeting_of(place, port, !is_tls);
    if (said && (is_tls || said->starts_with("220"))) return findings_.good("relay", {{"relay", relay}});
    findings_.wrong("relay_wrong", {{"relay", relay}, {"why", said ? *said : said.error().text}},
                    "[notify] relay = \"smtp://127.0.0.1:25\"");
  }

  void examine_page() {
    const Settings::Review& review = settings_.review;
    const size_t colon = review.listen.rfind(':');
    uint16_t port = 0;
    if (colon != std::string::npos)
      std::from_chars(review.listen.data() + colon + 1, review.listen.data() + review.listen.size(), port);
    const HealthFindings::Gaps gaps = {{"address", review.listen}, {"url", review.public_url}};
    if (port != 0 && greeting_of(review.listen.substr(0, colon), port, false)) return findings_.good("page", gaps);
    if (review.public_url.empty()) return findings_.unknown("no_page", gaps);
    findings_.wrong("page_absent", gaps, "systemctl enable --now pismovod-review");
  }

  void examine_clients() {
    const std::string& path = settings_.lookup.clients;
    if (path.empty()) return;
    Services services(settings_);
    const auto rows = rows_of_file(path, services.reader());
    const auto list = rows ? ClientList::of_rows(*rows) : Result<ClientList>(failure(rows.error().text));
    if (list) return findings_.good("clients", {{"file", path}, {"clients", std::to_string(list->size())}});
    findings_.wrong("clients_wrong", {{"file", path}, {"why", list.error().text}}, "[lookup] clients = \"...\"");
  }

  // Nobody is asked here: what would leave the house is only said.
  void examine_register(const FirmProvider& provider) {
    const size_t scheme = provider.address.find("://") + 3;
    const std::string host = provider.address.substr(scheme, provider.address.find('/', scheme) - scheme);
    const HealthFindings::Gaps gaps = {{"register", provider.title}, {"host", host}};
    const std::string& file = settings_.lookup.key_file;
    const bool has_key = file.empty() ? std::getenv("PISMOVOD_LOOKUP_KEY") != nullptr : read_file(file).has_value();
    if (has_key || !provider.needs_key()) return findings_.good("register", gaps);
    findings_.wrong("register_without_key", gaps, "[lookup] key_file = \"...\"");
  }

  void examine_clock() {
    timex state{};
    const int answer = ::ntp_adjtime(&state);
    if (answer < 0) return findings_.unknown("clock_unknown");
    if ((state.status & STA_UNSYNC) != 0) return findings_.unknown("clock_alone");
    findings_.good("clock");
  }

  const Configuration& configuration_;
  const Settings& settings_;
  std::optional<UserIds> user_;
  HealthFindings& findings_;
};

}  // namespace

void examine_machine(const Configuration& configuration, const std::string& user, HealthFindings& findings) {
  Examiner(configuration, user, findings).run();
}

}  // namespace pismovod
