// What one letter costs: growth LETTER... prints a line of JSON for each, for scripts/growth.
//
// Every letter is judged by a process of its own, as the daemon judges it: with its deadline, by readers of
// attachments that are started for it. Processor time is that of the inspection and of its readers; memory is
// what the inspection took beyond the loaded configuration, without the readers'.
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "config/configuration.h"
#include "desk/override_tag.h"
#include "inspect/inspect.h"
#include "inspect/services.h"

namespace {

using namespace pismovod;

double seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
}

double processor_seconds(int who) {
  rusage used{};
  ::getrusage(who, &used);
  return seconds(used.ru_utime) + seconds(used.ru_stime);
}

long peak_kib() {
  rusage used{};
  ::getrusage(RUSAGE_SELF, &used);
  return used.ru_maxrss;
}

Envelope envelope_of(const Message& message) {
  Envelope envelope;
  envelope.reverse_path = parse_path("ivanov@vektor-soft.ru");
  const HeaderField* to = message.field("To");
  for (const Address& address : parse_address_list(to == nullptr ? "lic@1c.ru" : to->value)) {
    envelope.recipients.push_back(make_recipient(address.text()));
  }
  return envelope;
}

// What the inspection says, in a word: a limit that the letter is over, or how many requirements are unverified.
std::string said(const Outcome& outcome) {
  if (!outcome.cannot_inspect.empty()) return outcome.cannot_inspect;
  size_t unverified = 0;
  for (const Verdict& verdict : outcome.verdicts) {
    for (const Judged& judged : verdict.requirements) {
      unverified += judged.status == Status::unverified ? 1 : 0;
      if (judged.reason.key == "time_over") return "time_over";
    }
  }
  return unverified == 0 ? "" : std::to_string(unverified) + " unverified";
}

void judge(const char* path, const Configuration& configuration) {
  std::ifstream in(path, std::ios::binary);
  const std::string octets(std::istreambuf_iterator<char>(in), {});
  const long before = peak_kib();
  const double begun = processor_seconds(RUSAGE_SELF);
  const Patience patience(Patience::Clock::now() + std::chrono::seconds(20));
  std::string told;
  double used = 0;
  long peak = 0;
  {
    Settings settings = configuration.settings;
    settings.readers.executable = PISMOVOD_READER;
    settings.spool = "/tmp";
    Services services(settings);
    const Message message = read_message(octets, services.blocks(), {size_t{4} << 20, settings.spool});
    if (const HeaderField* subject = message.field("Subject")) find_override_tag(subject->value, "без проверки");
    told = said(inspect(message, envelope_of(message), configuration, services.tools(patience)));
    used = processor_seconds(RUSAGE_SELF) - begun;
    peak = peak_kib() - before;
  }
  std::printf(
      "{\"letter\": \"%s\", \"octets\": %zu, \"seconds\": %.4f, \"readers\": %.4f, \"kib\": %ld, \"said\": \"%s\"}\n",
      path, octets.size(), used, processor_seconds(RUSAGE_CHILDREN), peak, told.c_str());
}

}  // namespace

int main(int count, char** names) {
  const std::string source = PISMOVOD_SOURCE_DIR;
  const LoadedConfiguration loaded =
      load_configuration({source + "/config/pismovod.toml", source + "/tests/letters/acceptance/organization.toml"});
  if (!loaded.configuration) return 78;
  for (int i = 1; i < count; ++i) {
    std::fflush(stdout);
    const pid_t child = ::fork();
    if (child == 0) {
      judge(names[i], *loaded.configuration);
      std::fflush(stdout);
      ::_exit(0);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    if (status != 0) std::printf("{\"letter\": \"%s\", \"died\": %d}\n", names[i], status);
  }
  return EXIT_SUCCESS;
}
