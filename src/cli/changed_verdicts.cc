#include "cli/changed_verdicts.h"

#include <algorithm>
#include <filesystem>

#include "base/secret.h"
#include "check/check_letter.h"
#include "cli/letters.h"
#include "cli/terminal.h"
#include "desk/keep_letter.h"
#include "inspect/comparison.h"

namespace pismovod {

std::optional<LetterBox> letters_kept(const Settings& settings) {
  std::error_code error;
  if (settings.kept.folder.empty() || !std::filesystem::exists(settings.review.secret, error)) return std::nullopt;
  const auto secret = Secret::of_file(settings.review.secret);
  if (!secret) return std::nullopt;
  return LetterBox(box_bounds(settings), *secret);
}

namespace {

void compare_kept(const LetterBox& kept, const Configuration& before, const Configuration& after, Services& services,
                  Comparison& comparison) {
  for (const std::string& number : kept.cases(KeptKind::letter)) {
    const auto letter = kept.find(KeptKind::letter, number, LetterBox::Clock::now());
    if (!letter) continue;
    const EnvelopeGiven envelope{"<" + letter->reverse_path + ">", letter->recipients};
    comparison.add(number, check_letter(letter->octets, envelope, before, services).outcome,
                   check_letter(letter->octets, envelope, after, services).outcome);
  }
}

}  // namespace

int print_changed_verdicts(const std::vector<std::string>& letters, const Configuration& before,
                           const Configuration& after, const LetterBox* kept) {
  Services services(before.settings);
  Comparison comparison;
  int status = 0;
  if (kept != nullptr) compare_kept(*kept, before, after, services, comparison);
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
