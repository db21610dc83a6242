#include "precheck/serve_precheck.h"

#include <cstdio>

#include "base/awaited_signals.h"
#include "base/exit_status.h"
#include "base/log.h"
#include "base/service_manager.h"
#include "config/admin_words.h"
#include "config/configuration.h"
#include "precheck/http_server.h"
#include "precheck/precheck_site.h"

namespace pismovod {
namespace {

int complain(int status, const std::string& text) {
  tell_admin("pismovod: " + text);
  return status;
}

std::shared_ptr<const Configuration> loaded(const std::vector<std::string>& configs) {
  LoadedConfiguration made = load_configuration(configs);
  for (const ConfigError& error : made.errors) tell_admin(error.message());
  for (const std::string& warning : made.warnings) complain(0, "warning: " + warning);
  return made.configuration;
}

void read_anew(PrecheckSite& site, const std::vector<std::string>& configs) {
  const LoadedConfiguration made = load_configuration(configs);
  for (const ConfigError& error : made.errors) log_error("event=reload error=" + error.message());
  if (!made.configuration) return;
  site.use(made.configuration);
  log_info("event=reload config=" + made.configuration->short_digest());
}

Result<std::unique_ptr<HttpServer>> start(PrecheckSite& site, const Settings::Precheck& settings,
                                          const std::string& listen) {
  const auto where = parse_loopback(listen);
  if (!where) return tl::unexpected(where.error());
  HttpServerOptions options;
  options.listen = *where;
  options.most_body = static_cast<size_t>(settings.megabytes) << 20;
  options.answerers = static_cast<size_t>(settings.letters_at_a_time);
  auto server = HttpServer::start(
      options, {[&site](const WebHead& head) { return site.at_head(head); },
                [&site](const WebHead& head, std::string_view body) { return site.at_end(head, body); }});
  if (server) site.listens_at((*server)->port());
  return server;
}

}  // namespace

int serve_precheck(const PrecheckOptions& options) {
  const auto configuration = loaded(options.configs);
  if (!configuration) return kExitConfiguration;
  const Settings& settings = configuration->settings;
  const auto log =
      open_log(settings.log.to, log_level_of(settings.log.level).value_or(LogLevel::info), "pismovod-precheck");
  if (!log) return complain(kExitSystem, log.error().text);
  const AwaitedSignals signals({SIGTERM, SIGINT, SIGHUP});
  Services services(*configuration, true);
  services.ask_journal(settings.journal);
  if (const auto started = services.start(); !started)
    log_error("attachments will not be read: " + started.error().text);
  PrecheckSite site(configuration, services);
  const std::string listen = options.listen.empty() ? settings.precheck.listen : options.listen;
  const auto server = start(site, settings.precheck, listen);
  if (!server) return complain(kExitUnavailable, "precheck.listen: " + server.error().text);
  std::printf("http://%s:%u/\n", listen.substr(0, listen.rfind(':')).c_str(), unsigned{(*server)->port()});
  std::fflush(stdout);
  say_ready();
  while (signals.wait() == SIGHUP) read_anew(site, options.configs);
  say_stopping();
  return kPass;
}

int add_precheck_token(const TokenOptions& options) {
  const auto configuration = loaded(options.configs);
  if (!configuration) return kExitConfiguration;
  if (!is_token_name(options.name))
    return complain(kExitUsage, "a name has letters, digits, '.', '-', '_' and '@', at most 64 octets");
  const auto token = make_token(configuration->settings.precheck.tokens, options.name);
  if (!token) return complain(kExitSystem, token.error().text);
  std::printf("%s\n", token->c_str());
  return kPass;
}

int withdraw_precheck_token(const TokenOptions& options) {
  const auto configuration = loaded(options.configs);
  if (!configuration) return kExitConfiguration;
  const auto was = withdraw_token(configuration->settings.precheck.tokens, options.name);
  if (!was) return complain(kExitSystem, was.error().text);
  if (!*was) return complain(kExitUsage, "no token of the name " + options.name);
  std::printf("the token of %s is worth nothing any more\n", options.name.c_str());
  return kPass;
}

int list_precheck_tokens(const TokenOptions& options) {
  const auto configuration = loaded(options.configs);
  if (!configuration) return kExitConfiguration;
  const auto names = token_names(configuration->settings.precheck.tokens);
  if (!names) return complain(kExitSystem, names.error().text);
  for (const std::string& name : *names) std::printf("%s\n", name.c_str());
  return kPass;
}

}  // namespace pismovod
