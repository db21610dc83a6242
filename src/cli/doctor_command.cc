#include <algorithm>

#include "cli/daemon_commands.h"
#include "cli/doctor_machine.h"
#include "cli/doctor_postfix.h"
#include "cli/doctor_probe.h"
#include "cli/terminal.h"
#include "daemon/reloader.h"
#include "daemon/running.h"
#include "daemon/socket_spec.h"

namespace pismovod {
namespace {

std::string value_of(const std::vector<std::string>& lines, const std::string& key) {
  for (const std::string& line : lines) {
    if (line.starts_with(key + " ")) return line.substr(key.size() + 1);
  }
  return {};
}

class Doctor {
 public:
  Doctor(const DoctorOptions& options, const LoadedConfiguration& shipped)
      : options_(options), checked_(load_checked(options.configs)), shipped_(shipped) {}

  int run() {
    HealthFindings findings(configuration().texts);
    examine_configuration(findings);
    const std::vector<std::string> daemon = ask(findings);
    std::string listen = value_of(daemon, "listen");
    if (listen.empty()) {
      const auto spec = parse_socket_spec(configuration().settings.milter.listen);
      listen = spec ? spec->for_postfix() : std::string();
    }
    examine_postfix(listen, findings);
    const std::string user = value_of(daemon, "user");
    examine_machine(configuration(), user.empty() ? configuration().settings.milter.user : user, findings);
    if (options_.probe) send_probe({options_.server, control_socket_of(options_.configs)}, findings);
    return print(findings);
  }

 private:
  // With broken files the rest is looked at by the defaults.
  const Configuration& configuration() const {
    return checked_.configuration ? *checked_.configuration : *shipped_.configuration;
  }

  void examine_configuration(HealthFindings& findings) const {
    for (const std::string& error : checked_.errors) findings.wrong("configuration_wrong", {{"error", error}});
    for (const std::string& warning : checked_.warnings)
      findings.unknown("configuration_doubt", {{"warning", warning}});
    if (!checked_.configuration) return;
    if (!checked_.configuration->has_main_file)
      findings.wrong("no_configuration", {}, "cp config/pismovod.toml /etc/pismovod/pismovod.toml");
    if (checked_.configuration->organizations.empty()) findings.unknown("no_organization");
    if (checked_.errors.empty() && checked_.configuration->has_main_file) findings.good("configuration");
  }

  std::vector<std::string> ask(HealthFindings& findings) const {
    const std::string socket = control_socket_of(options_.configs);
    const auto answer = ask_daemon(socket, "status");
    if (!answer || !answer->ok) {
      findings.wrong("no_daemon", {{"socket", socket}, {"why", answer ? "?" : answer.error().text}},
                     "systemctl start pismovod");
      return {};
    }
    findings.good("daemon", {{"version", value_of(answer->lines, "version")},
                             {"since", value_of(answer->lines, "since")},
                             {"mode", value_of(answer->lines, "mode")}});
    const std::string rules = value_of(answer->lines, "rules");
    if (checked_.configuration && rules != checked_.configuration->short_digest())
      findings.wrong("old_rules", {}, "pismovod reload");
    return answer->lines;
  }

  void examine_postfix(const std::string& listen, HealthFindings& findings) const {
    const std::string& folder = options_.postfix.empty() ? configuration().settings.journal.postfix : options_.postfix;
    const auto postfix = read_postfix(folder);
    if (!postfix) return findings.unknown("no_postfix", {{"why", postfix.error().text}});
    examine_milters(*postfix, listen, configuration(), findings);
    examine_aliases(*postfix, configuration(), findings);
  }

  int print(const HealthFindings& findings) const {
    const Texts& texts = configuration().texts;
    bool is_any_wrong = false;
    for (const HealthFinding& found : findings.all()) {
      const bool is_wrong = found.health == Health::wrong;
      is_any_wrong = is_any_wrong || is_wrong;
      const Colour colour = is_wrong ? Colour::red : found.health == Health::good ? Colour::green : Colour::yellow;
      const char* sign = is_wrong ? "✗" : found.health == Health::good ? "✓" : "?";
      print_line(terminal_.painted(sign, colour) + " " + found.text);
      if (!found.write.empty()) print_line("    " + texts.get("doctor.write", {{"line", found.write}}));
    }
    return is_any_wrong ? kFail : kPass;
  }

  const DoctorOptions& options_;
  CheckedConfiguration checked_;
  const LoadedConfiguration& shipped_;
  Terminal terminal_;
};

}  // namespace

int doctor(const DoctorOptions& options) {
  const LoadedConfiguration shipped = load_configuration({"/dev/null"});
  return Doctor(options, shipped).run();
}

}  // namespace pismovod
