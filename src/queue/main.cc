// pismovod-queue: works in Postfix's hold queue as root for the program, which does not run as root. systemd starts
// one a connection (pismovod-queue.socket); its standard input is that connection. helper_session.h says what may be
// asked.
#include <pwd.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string>
#include <vector>

#include "base/exit_status.h"
#include "base/log.h"
#include "base/version.h"
#include "queue/helper_session.h"
#include "queue/postfix_queue.h"

namespace {

int usage() {
  std::fputs("usage: pismovod-queue [--user NAME] [--postfix FOLDER-OF-MAIN.CF]; started by systemd, not by hand\n",
             stderr);
  return pismovod::kExitUsage;
}

// Nothing of the environment reaches Postfix's commands.
bool clean_environment() {
  return ::clearenv() == 0 && ::setenv("PATH", "/usr/sbin:/usr/bin:/sbin:/bin", 1) == 0 &&
         ::setenv("LC_ALL", "C", 1) == 0;
}

int run(const std::vector<std::string>& arguments) {
  std::string user = "pismovod";
  std::string folder;
  for (size_t i = 0; i < arguments.size(); i += 2) {
    if (arguments[i] == "--version") return std::printf("pismovod-queue %s\n", pismovod::version().data()) < 0 ? 1 : 0;
    if (i + 1 == arguments.size() || (arguments[i] != "--user" && arguments[i] != "--postfix")) return usage();
    (arguments[i] == "--user" ? user : folder) = arguments[i + 1];
  }
  const passwd* found = ::getpwnam(user.c_str());
  if (found == nullptr || !clean_environment()) return pismovod::kExitConfiguration;
  if (!pismovod::may_ask(STDIN_FILENO, found->pw_uid)) {
    pismovod::log_warning("event=queue a stranger was turned away");
    return pismovod::kExitNoPermission;
  }
  pismovod::serve_question(STDIN_FILENO, pismovod::PostfixQueue(folder));
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run({argv + 1, argv + argc});
  } catch (const std::exception& trouble) {
    std::fprintf(stderr, "pismovod-queue: %s\n", trouble.what());
    return pismovod::kExitSoftware;
  }
}
