#include "daemon/settings_check.h"

#include <charconv>
#include <optional>

#include "actions/refusal.h"
#include "base/fold.h"
#include "base/log.h"
#include "base/loopback.h"
#include "config/options.h"
#include "daemon/socket_spec.h"
#include "desk/exempt.h"

namespace pismovod {
namespace {

std::optional<unsigned> parse_mode(const std::string& text) {
  unsigned mode = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), mode, 8);
  if (error != std::errc() || end != text.data() + text.size() || mode > 0777) return std::nullopt;
  return mode;
}

class Checker {
 public:
  explicit Checker(const Configuration& configuration) : configuration_(configuration) {}

  ConfigErrors run() {
    const Settings& settings = configuration_.settings;
    check_milter(settings.milter);
    check_exempt(settings.exempt);
    check_journal(settings);
    check_pages(settings);
    for (const std::string& sender : settings.override_.senders) check_sender("override.senders", sender);
    if (fold_bare(settings.override_.tag).empty()) error("override.tag", "a tag without letters");
    if (!is_log_target(settings.log.to))
      error("log.to", "\"" + settings.log.to + "\" is none of: stderr, syslog, journal");
    if (!log_level_of(settings.log.level))
      error("log.level", "\"" + settings.log.level + "\" is none of: debug, info, warning, error");
    check_texts();
    return std::move(errors_);
  }

 private:
  void error(const std::string& key, const std::string& text) {
    const auto origin = configuration_.origins.find(key);
    errors_.push_back(
        {origin == configuration_.origins.end() ? SourcePlace{} : origin->second, "\"" + key + "\": " + text});
  }

  void check_milter(const Settings::Milter& milter) {
    if (const auto spec = parse_socket_spec(milter.listen); !spec) error("milter.listen", spec.error().text);
    if (!parse_mode(milter.socket_mode))
      error("milter.socket_mode", "\"" + milter.socket_mode + "\" is no mode; allowed is 0000 to 0777");
    if (!milter.control.empty() && !milter.control.starts_with("/"))
      error("milter.control", "the path must begin with /");
  }

  // Of programs of their own, which read the same files.
  void check_pages(const Settings& settings) {
    if (const auto where = parse_loopback(settings.review.listen); !where) error("review.listen", where.error().text);
    if (const auto where = parse_loopback(settings.precheck.listen); !where)
      error("precheck.listen", where.error().text);
    for (const std::string& origin : settings.precheck.origins) {
      const size_t host = origin.find("://");
      const bool is_origin = host != std::string::npos && host > 0 && origin.size() > host + 3 &&
                             origin.find('/', host + 3) == std::string::npos;
      if (!is_origin) error("precheck.origins", "\"" + origin + "\" is no origin, such as https://addin.example.ru");
    }
  }

  void check_exempt(const Settings::Exempt& exempt) {
    for (const std::string& sender : exempt.senders) check_sender("exempt.senders", sender);
    for (const std::string& client : exempt.clients) {
      if (!Network::parse(client)) error("exempt.clients", "\"" + client + "\" is no IP address or network");
    }
  }

  void check_journal(const Settings& settings) {
    const std::string& relay = settings.notify.relay;
    if (!relay.starts_with("smtp://") && !relay.starts_with("smtps://"))
      error("notify.relay", "\"" + relay + "\" is none of: smtp://host:port, smtps://host:port");
  }

  void check_sender(const std::string& key, const std::string& sender) {
    if (!SenderList::is_sender(sender)) error(key, "\"" + sender + "\" is no address and no @domain");
  }

  // The answer to a sender is made of these, in both languages.
  void check_texts() {
    for (const auto& [language, texts] : configuration_.languages) {
      for (const std::string& key : reply_text_keys()) {
        if (!texts.has(key)) errors_.push_back({{"texts/" + language + ".toml", 0, 0}, "no text \"" + key + "\""});
      }
    }
  }

  const Configuration& configuration_;
  ConfigErrors errors_;
};

}  // namespace

ConfigErrors check_milter_settings(const Configuration& configuration) { return Checker(configuration).run(); }

unsigned socket_mode_of(const Settings::Milter& settings) { return parse_mode(settings.socket_mode).value_or(0600); }

std::vector<std::string> needing_restart(const Settings& before, const Settings& after) {
  std::vector<std::string> out;
  for (const char* key :
       {"milter.listen", "milter.user", "milter.socket_mode", "milter.socket_group", "milter.connection_seconds",
        "milter.pid_file", "milter.control", "journal.path", "journal.spool_octets", "notify.relay", "notify.tls",
        "notify.login", "notify.password_file", "notify.in_serve"}) {
    const Option* option = find_option(key);
    if (option != nullptr && option->show(before) != option->show(after)) out.emplace_back(key);
  }
  return out;
}

}  // namespace pismovod
