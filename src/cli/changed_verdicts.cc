#include "cli/changed_verdicts.h"

#include <algorithm>

#include "check/check_letter.h"
#include "cli/letters.h"
#include "cli/terminal.h"
#include "inspect/comparison.h"

namespace pismovod {

int print_changed_verdicts(const std::vector<std::string>& letters, const Configuration& before,
                           const Configuration& after) {
  Services services(before.settings);
  Comparison comparison;
  int status = 0;
  for (const std::string& name : letters) {
    const auto judge = [&](const std::string& letter, std::string_view octets) {
      comparison.add(letter, check_letter(octets, {}, before, services).outcome,
                     check_letter(octets, {}, after, services).outcome);
    };
    for (const LetterTrouble& trouble : for_each_letter(name, judge)) {
      print_error("pismovod: " + trouble.text);
      status = std::max(status, trouble.status);
    }
  }
  for (const VerdictChange& change : comparison.changes()) {
    print_line(change.letter + " → " + change.mailbox);
    print_line("  was " + change.before);
    print_line("  now " + change.after);
  }
  print_line(std::to_string(comparison.letters()) + " letters: " + std::to_string(comparison.changes().size()) +
             " verdicts change, " + std::to_string(comparison.refused_now()) + " more are stopped, " +
             std::to_string(comparison.let_go_now()) + " more leave");
  return status;
}

}  // namespace pismovod
