#include "review/serve_review.h"

#include <unistd.h>

#include <cstdio>
#include <thread>

#include "base/awaited_signals.h"
#include "base/exit_status.h"
#include "base/log.h"
#include "base/server_url.h"
#include "base/service_manager.h"
#include "config/admin_words.h"
#include "config/configuration.h"
#include "journal/database_store.h"
#include "review/ask_password.h"
#include "review/password.h"
#include "review/site.h"
#include "review/web_server.h"

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

void run_until_signal(WebServer& server, const AwaitedSignals& signals) {
  std::jthread waiting([&] {
    signals.wait();
    server.stop();
  });
  server.run();
  ::kill(::getpid(), SIGTERM);  // where the server ended by itself; without effect where it was stopped
}

std::string host_of(const std::string& listen) { return listen.substr(0, listen.rfind(':')); }

}  // namespace

int serve_review(const ReviewOptions& options) {
  const auto configuration = loaded(options.configs);
  if (!configuration) return kExitConfiguration;
  const Settings& settings = configuration->settings;
  const auto log =
      open_log(settings.log.to, log_level_of(settings.log.level).value_or(LogLevel::info), "pismovod-review");
  if (!log) return complain(kExitSystem, log.error().text);
  if (settings.journal.path.empty())
    return complain(kExitConfiguration, "journal.path is empty: there is nothing to review");
  const AwaitedSignals signals({SIGTERM, SIGINT});
  const auto secret = Secret::of_file(settings.review.secret);
  if (!secret) return complain(kExitSystem, secret.error().text);
  Workshop workshop(settings, *secret);
  if (const auto started = workshop.services.start(); !started)
    log_error("attachments will not be read: " + started.error().text);
  Users users(settings.review.users);
  if (const auto usable = users.check(); !usable) return complain(kExitSystem, usable.error().text);
  // A server that is away comes back; a file that cannot be opened is wrong.
  const StoreOptions where{settings.journal.path};
  const auto store =
      is_server(where.where) ? StoreResult<std::unique_ptr<Store>>(make_store(where)) : open_store(where);
  if (!store) return complain(kExitSystem, store.error().text);
  Site site({*configuration, **store, users, *secret, &workshop});
  const std::string listen = options.listen.empty() ? settings.review.listen : options.listen;
  const WebServerOptions web{listen, settings.review.behind_proxy,
                             [&](const HttpRequest& head) { return site.takes_files(head); },
                             (static_cast<size_t>(settings.kept.megabytes) + 1) << 20};
  const auto server = WebServer::open(web, [&](const HttpRequest& request) { return site.answer(request); });
  if (!server) return complain(kExitUnavailable, "review.listen: " + server.error().text);
  std::printf("http://%s:%u/\n", host_of(listen).c_str(), static_cast<unsigned>((*server)->port()));
  std::fflush(stdout);
  say_ready();
  run_until_signal(**server, signals);
  return kPass;
}

int set_review_password(const PasswordOptions& options) {
  const auto configuration = loaded(options.configs);
  if (!configuration) return kExitConfiguration;
  const auto role = role_of(options.role);
  if (!role) return complain(kExitUsage, "the role is lead or admin");
  if (!is_user_name(options.name))
    return complain(kExitUsage, "a name has letters, digits, '.', '-', '_' and '@', at most 64 octets");
  const auto password = ask_password();
  if (!password) return complain(kExitNoInput, password.error().text);
  if (const std::string trouble = password_trouble(*password); !trouble.empty()) return complain(kExitBadData, trouble);
  const auto hash = hash_password(*password);
  if (!hash) return complain(kExitSystem, hash.error().text);
  const std::string& path = configuration->settings.review.users;
  if (const auto put = put_user(path, {options.name, *role, *hash}); !put)
    return complain(kExitSystem, put.error().text);
  std::printf("%s may sign in as %s\n", options.name.c_str(), options.role.c_str());
  return kPass;
}

}  // namespace pismovod
