#include "base/server_url.h"
#include "cli/commands.h"
#include "cli/terminal.h"
#include "config/admin_words.h"
#include "config/configuration.h"
#include "config/key_tables.h"
#include "config/learning_set.h"
#include "config/options.h"
#include "daemon/reloader.h"
#include "journal/keeping.h"

namespace pismovod {
namespace {

LoadedConfiguration loaded(const Configs& configs) {
  LoadedConfiguration made = load_configuration(configs);
  for (const ConfigError& error : made.errors) print_error(error.message());
  for (const std::string& warning : made.warnings) print_error("pismovod: warning: " + warning);
  return made;
}

std::string origin_of(const Configuration& configuration, const std::string& key) {
  const auto found = configuration.origins.find(key);
  if (found == configuration.origins.end()) return "default";
  return found->second.file + ":" + std::to_string(found->second.line);
}

const AdminWords& words() { return AdminWords::of_environment(); }

void print_keys(std::string_view heading, std::span<const Key> keys) {
  print_line("\n" + words().of(heading) + "\n");
  for (const Key& key : keys) {
    print_line("    " + padded(key.name, 16) + " " + padded(words().of(key.type), 30) + " " + words().of(key.meaning));
  }
}

}  // namespace

int config_check(const Configs& configs) {
  const CheckedConfiguration made = load_checked(configs);
  for (const std::string& error : made.errors) print_error(error);
  for (const std::string& warning : made.warnings) print_error("pismovod: warning: " + warning);
  if (!made.configuration) return kExitConfiguration;
  const Configuration& configuration = *made.configuration;
  if (!configuration.settings.taught.examples.empty()) {
    const LearningSet set = read_learning_set(configuration.settings, *configuration.taught);
    for (const std::string& doubt : doubts_about(set, configuration)) print_error("pismovod: warning: " + doubt);
  }
  const std::string& journal = configuration.settings.journal.path;
  if (is_server(journal)) {
    if (const auto reached = reach_server(journal); !reached)
      print_error("pismovod: warning: \"journal.path\": " + reached.error().text +
                  "; cases go to the spool until then");
  }
  print_line(words().of("configuration is good: " + std::to_string(made.configuration->mailboxes.size()) +
                        " mailboxes, " + std::to_string(made.configuration->organizations.size()) + " organizations"));
  return kPass;
}

int config_show(const Configs& configs) {
  const LoadedConfiguration made = loaded(configs);
  if (!made.configuration) return kExitConfiguration;
  const Configuration& configuration = *made.configuration;
  for (const Option& option : options()) {
    print_line(padded(option.key + " = " + option.show(configuration.settings), 60) + "  # " +
               origin_of(configuration, option.key));
  }
  for (const Organization& organization : configuration.organizations) {
    print_line("\n[[organization]]\nname = \"" + organization.name + "\"");
    for (const std::string& domain : organization.sender_domains) print_line("# sends from " + domain);
  }
  print_line("");
  for (const Mailbox& mailbox : configuration.mailboxes) {
    print_line(padded("# mailbox " + mailbox.address, 60) + "  # " + mailbox.file);
  }
  return kPass;
}

int config_reference() {
  print_line(words().of("Settings (pismovod.toml)") + "\n");
  const Settings defaults;
  for (const Option& option : options()) {
    const std::string unit = option.unit.empty() ? "" : ", " + words().of(option.unit);
    print_line(option.key + " = " + option.show(defaults));
    print_line("    " + words().of(option.type) + unit + ". " + words().of(option.meaning));
    if (!option.range.empty()) print_line("    " + words().of(option.range) + ".");
  }
  for (const KeyTable& table : kKeyTables) print_keys(table.heading, table.keys);
  return kPass;
}

}  // namespace pismovod
