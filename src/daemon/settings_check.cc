#include "daemon/settings_check.h"

#include <charconv>
#include <optional>

#include "actions/refusal.h"
#include "base/fold.h"
#include "base/log.h"
#include "base/loopback.h"
#include "base/server_url.h"
#include "config/options.h"
#include "daemon/metrics_server.h"
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
  Checker(const Configuration& configuration, const std::string& listen)
      : configuration_(configuration), listen_(listen) {}

  ConfigErrors run() {
    const Settings& settings = configuration_.settings;
    check_milter(settings.milter);
    if (!settings.metrics.listen.empty()) {
      const std::string trouble = trouble_with_metrics_address(settings.metrics.listen);
      if (!trouble.empty()) error("metrics.listen", trouble);
    }
    check_exempt(settings.exempt);
    check_journal(settings);
    check_pages(settings);
    for (const std::string& sender : settings.override_.senders) check_sender("override.senders", sender);
    if (fold_bare(settings.override_.tag).empty()) error("override.tag", "a tag without letters");
    if (!is_log_target(settings.log.to))
      error("log.to", "\"" + settings.log.to + "\" is none of: stderr, syslog, journal");
    if (!log_level_of(settings.log.level))
      error("log.level", "\"" + settings.log.level + "\" is none of: debug, info, warning, error");
    return std::move(errors_);
  }

 private:
  void error(const std::string& key, const std::string& text) {
    const auto origin = configuration_.origins.find(key);
    errors_.push_back(
        {origin == configuration_.origins.end() ? SourcePlace{} : origin->second, "\"" + key + "\": " + text});
  }

  void check_milter(const Settings::Milter& milter) {
    // What `serve --listen` was given is said as that.
    const auto spec = parse_socket_spec(milter.listen);
    if (!spec && listen_.empty()) error("milter.listen", spec.error().text);
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
    for (const std::string& network : settings.review.staff_networks) {
      if (!Network::parse(network)) error("review.staff_networks", "\"" + network + "\" is no IP address or network");
    }
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
    if (is_server(settings.journal.path)) {
      const std::string trouble = trouble_with_server(settings.journal.path);
      if (!trouble.empty()) error("journal.path", trouble);
    }
    if (!is_relay(relay)) error("notify.relay", "\"" + relay + "\" is none of: smtp://host:port, smtps://host:port");
  }

  static bool is_relay(const std::string& url) {
    const size_t scheme = url.starts_with("smtp://") ? 7 : url.starts_with("smtps://") ? 8 : 0;
    std::string_view rest = std::string_view(url).substr(scheme);
    const size_t bracket = rest.starts_with('[') ? rest.find(']') : 0;
    const size_t colon = bracket == rest.npos ? rest.npos : rest.find(':', bracket);
    const std::string_view host = rest.substr(0, colon);
    if (scheme == 0 || host.empty() || host.find_first_of(" \t/@?#") != host.npos || bracket == rest.npos) return false;
    if (colon == rest.npos) return true;
    unsigned port = 0;
    const auto [end, wrong] = std::from_chars(rest.data() + colon + 1, rest.data() + rest.size(), port);
    return wrong == std::errc() && end == rest.data() + rest.size() && port > 0 && port < 65536;
  }

  void check_sender(const std::string& key, const std::string& sender) {
    if (!SenderList::is_sender(sender)) error(key, "\"" + sender + "\" is no address and no @domain");
  }

  const Configuration& configuration_;
  const std::string& listen_;
  ConfigErrors errors_;
};

}  // namespace

ConfigErrors check_milter_settings(const Configuration& configuration, const std::string& listen) {
  return Checker(configuration, listen).run();
}

ConfigErrors check_reply_texts(const Configuration& configuration) {
  ConfigErrors out;
  for (const auto& [language, texts] : configuration.languages) {
    for (const std::string& key : reply_text_keys()) {
      if (!texts.has(key)) out.push_back({{"texts/" + language + ".toml", 0, 0}, "no text \"" + key + "\""});
    }
  }
  return out;
}

unsigned socket_mode_of(const Settings::Milter& settings) { return parse_mode(settings.socket_mode).value_or(0600); }

std::vector<std::string> needing_restart(const Settings& before, const Settings& after) {
  std::vector<std::string> out;
  for (const char* key :
       {"milter.listen", "milter.user", "milter.socket_mode", "milter.socket_group", "milter.connection_seconds",
        "milter.pid_file", "milter.control", "journal.path", "journal.spool_octets", "journal.thread_hours",
        "notify.relay", "notify.tls", "notify.login", "notify.password_file", "notify.in_serve", "metrics.listen"}) {
    const Option* option = find_option(key);
    if (option != nullptr && option->show(before) != option->show(after)) out.emplace_back(key);
  }
  return out;
}

}  // namespace pismovod
