#include <algorithm>

#include "check/check_letter.h"
#include "check/verdict_json.h"
#include "cli/check_report.h"
#include "cli/commands.h"
#include "cli/letters.h"
#include "cli/terminal.h"

namespace pismovod {
namespace {

class Checker {
 public:
  Checker(const CheckOptions& options, const Configuration& configuration)
      : options_(options), configuration_(configuration), services_(configuration.settings) {}

  int run() {
    for (const std::string& name : options_.letters) {
      for (const LetterTrouble& trouble :
           for_each_letter(name, [&](const std::string&letter, std::string_view octets) { check(letter, octets); })) {
        print_error("pismovod: " + trouble.text);
        status_ = std::max(status_, trouble.status);
      }
    }
    return status_;
  }

 private:
  void check(const std::string& letter, std::string_view octets) {
    const Outcome outcome = check_letter(octets, {options_.from, options_.to}, configuration_, services_).outcome;
    const bool fails =
        std::any_of(outcome.verdicts.begin(), outcome.verdicts.end(), [](const Verdict& v) { return v.fails(); });
    if (fails) status_ = std::max(status_, kFail);
    print_line(options_.json ? verdict_json(letter, outcome, configuration_.texts)
                             : check_report(letter, outcome, configuration_, terminal_));
  }

  const CheckOptions& options_;
  const Configuration& configuration_;
  Services services_;
  Terminal terminal_;
  int status_ = kPass;
};

}  // namespace

int check(const CheckOptions& options) {
  const LoadedConfiguration loaded = load_configuration(options.configs);
  for (const ConfigError& error : loaded.errors) print_error(error.message());
  if (!loaded.configuration) return kExitConfiguration;
  for (const std::string& warning : loaded.warnings) print_error("pismovod: warning: " + warning);
  return Checker(options, *loaded.configuration).run();
}

}  // namespace pismovod
