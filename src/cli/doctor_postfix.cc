#include "cli/doctor_postfix.h"

#include <algorithm>
#include <filesystem>

#include "base/file.h"
#include "cli/tcp_probe.h"
#include "daemon/file_access.h"
#include "daemon/machine_check.h"
#include "daemon/socket_spec.h"

namespace pismovod {
namespace {

bool is_smtpd(const PostfixService& service) { return service.command == "smtpd" && service.type != "unix"; }
bool is_cleanup(const PostfixService& service) { return service.command == "cleanup" && service.name == "cleanup"; }

std::string canonical(const std::string& path) {
  std::error_code error;
  const auto found = std::filesystem::weakly_canonical(path, error);
  return error ? path : found.string();
}

bool is_same_address(const std::string& a, const std::string& b) {
  const auto one = parse_socket_spec(a);
  const auto other = parse_socket_spec(b);
  if (!one || !other || one->kind == SocketSpec::Kind::unix_path) return false;
  const auto host = [](const std::string& name) { return name == "localhost" ? std::string("127.0.0.1") : name; };
  return one->port == other->port && (host(one->host) == host(other->host) || other->host == "0.0.0.0");
}

class Examiner {
 public:
  Examiner(const PostfixSettings& postfix, std::string listen, const Configuration& configuration,
           HealthFindings& findings)
      : postfix_(postfix),
        queue_(postfix.value("queue_directory")),
        listen_(std::move(listen)),
        configuration_(configuration),
        findings_(findings) {}

  void run() {
    bool is_any = false;
    for (const PostfixService& service : postfix_.services) {
      if (is_smtpd(service)) is_any = examine(service, "smtpd_milters") || is_any;
      if (is_cleanup(service)) examine(service, "non_smtpd_milters");
    }
    if (!is_any) findings_.wrong("asks_nobody", {}, "smtpd_milters = " + line());
    if (is_any) examine_reach();
  }

 private:
  // As main.cf wants it: the relative path works in a chroot and without.
  std::string line() const {
    if (!listen_.starts_with("unix:")) return listen_;
    const std::string path = canonical(listen_.substr(5));
    const std::string queue = canonical(queue_) + "/";
    return path.starts_with(queue) ? "unix:" + path.substr(queue.size()) : listen_;
  }

  bool is_file(const std::string& address, bool is_chrooted) const {
    const std::string file = socket_file(address, is_chrooted, queue_);
    return !file.empty() && listen_.starts_with("unix:") && canonical(file) == canonical(listen_.substr(5));
  }
  // Meant for us, though it may not be found there.
  bool is_ours(const std::string& address) const {
    return is_same_address(address, listen_) || is_file(address, true) || is_file(address, false);
  }

  // Does it ask us?
  bool examine(const PostfixService& service, const std::string& setting) {
    const std::vector<MilterReference> milters = milters_in(postfix_.value(setting, service));
    const auto ours = std::find_if(milters.begin(), milters.end(),
                                   [&](const MilterReference& milter) { return is_ours(milter.address); });
    const HealthFindings::Gaps gaps = {{"service", service.name}, {"setting", setting}};
    if (ours == milters.end()) {
      if (milters.empty() && service.own.contains(setting)) {
        findings_.unknown("no_milter_here", gaps);
      } else {
        findings_.wrong("not_asked", gaps, setting + " = " + line());
      }
      return false;
    }
    examine_place(service, setting, *ours, gaps);
    examine_order(milters, ours, gaps);
    examine_default(service, *ours, gaps);
    return true;
  }

  void examine_place(const PostfixService& service, const std::string& setting, const MilterReference& ours,
                     const HealthFindings::Gaps& gaps) {
    const bool is_found = is_same_address(ours.address, listen_) || is_file(ours.address, service.is_chrooted);
    if (is_found) return findings_.good(service.is_chrooted ? "asked_in_chroot" : "asked", gaps);
    HealthFindings::Gaps more = gaps;
    more["looked"] = socket_file(ours.address, service.is_chrooted, queue_);
    more["socket"] = listen_.substr(listen_.find(':') + 1);
    findings_.wrong(service.is_chrooted ? "not_found_in_chroot" : "not_found", more, setting + " = " + line());
  }

  void examine_order(const std::vector<MilterReference>& milters, std::vector<MilterReference>::const_iterator ours,
                     const HealthFindings::Gaps& gaps) {
    HealthFindings::Gaps more = gaps;
    if (ours != milters.begin()) {
      more["other"] = milters.front().address;
      std::string all = line();
      for (auto other = milters.begin(); other != milters.end(); ++other) {
        if (other != ours) all += ", " + other->address;
      }
      findings_.wrong("not_first", more, gaps.at("setting") + " = " + all);
    } else if (ours + 1 != milters.end()) {
      more["other"] = (ours + 1)->address;
      if (holds(configuration_)) return findings_.wrong("hold_before_signer", more, "action = \"withhold\"");
      findings_.good("first", more);
    }
  }

  void examine_default(const PostfixService& service, const MilterReference& ours, const HealthFindings::Gaps& gaps) {
    const std::string action =
        ours.default_action.empty() ? postfix_.value("milter_default_action", service) : ours.default_action;
    HealthFindings::Gaps more = gaps;
    more["action"] = action;
    if (action == "accept") return findings_.good("default_accept", more);
    findings_.wrong("default_other", more, "milter_default_action = accept");
  }

  // May Postfix's user open the socket, and does somebody listen?
  void examine_reach() {
    const auto spec = parse_socket_spec(listen_);
    if (!spec) return;
    if (spec->kind != SocketSpec::Kind::unix_path) {
      const auto reached = greeting_of(spec->host, spec->port, false);
      if (reached) return findings_.good("reached", {{"socket", listen_}});
      return findings_.wrong("not_reached", {{"socket", listen_}, {"why", reached.error().text}}, "pismovod serve");
    }
    const std::string owner = postfix_.value("mail_owner");
    const auto user = ids_of(owner);
    const int trouble = user ? trouble_with(spec->path, Access::write, *user) : 0;
    if (!user) return findings_.unknown("no_owner", {{"user", owner}});
    if (trouble == 0) return findings_.good("may_open", {{"user", owner}, {"socket", spec->path}});
    const bool is_absent = trouble == ENOENT;
    findings_.wrong(is_absent ? "no_socket" : "may_not_open",
                    {{"user", owner}, {"socket", spec->path}, {"why", system_message(trouble)}},
                    is_absent ? "pismovod serve" : "socket_group = \"" + owner + "\"");
  }

  const PostfixSettings& postfix_;
  std::string queue_;
  std::string listen_;
  const Configuration& configuration_;
  HealthFindings& findings_;
};

}  // namespace

void examine_milters(const PostfixSettings& postfix, const std::string& listen, const Configuration& configuration,
                     HealthFindings& findings) {
  Examiner(postfix, listen, configuration, findings).run();
}

}  // namespace pismovod
