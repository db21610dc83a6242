#include <algorithm>
#include <map>

#include "cli/changed_verdicts.h"
#include "cli/commands.h"
#include "cli/letters.h"
#include "cli/terminal.h"
#include "config/learning_set.h"
#include "taught/training.h"

namespace pismovod {
namespace {

std::pair<std::string, std::string> cut_at_colon(const std::string& text) {
  const size_t colon = text.find(':');
  if (colon == std::string::npos) return {};
  return {text.substr(0, colon), text.substr(colon + 1)};
}

// A scenario's name stands behind the last colon.
Variation::Phrase phrase_for(const std::string& scenario, const std::string& phrase) {
  const size_t colon = scenario.rfind(':');
  if (colon == std::string::npos) return {};
  return {scenario.substr(0, colon), scenario.substr(colon + 1), phrase};
}

// The model in force, with one example more.
std::string taught_with(const Configuration& configuration, const std::string& teaches, const std::string& text) {
  const auto [question, label] = cut_at_colon(teaches);
  LearningSet set = read_learning_set(configuration.settings, *configuration.taught);
  const size_t before = set.troubles.size();
  read_examples("tried", question + "/tried.tsv", label + "\t" + text, false, set.taught, set.troubles);
  for (size_t i = before; i < set.troubles.size(); ++i) print_error("pismovod: " + set.troubles[i].text);
  return set.troubles.size() > before ? std::string() : train(set.taught, configuration.taught->digest());
}

// Where the sender's own words hold a phrase, a line each.
class HitPrinter {
 public:
  explicit HitPrinter(const Phrases& phrases) : term_(words_.term(phrases, true)) {}

  void run(const std::vector<std::string>& letters) {
    const auto built = words_.build();
    if (!built) return;
    const Vocabulary& vocabulary = *built;
    for (const std::string& name : letters) {
      for_each_letter(name,
                      [&](const std::string& letter, std::string_view octets) { look(vocabulary, letter, octets); });
    }
    print_line(std::to_string(hits_) + " places in " + std::to_string(letters_) + " letters");
  }

 private:
  void look(const Vocabulary& vocabulary, const std::string& letter, std::string_view octets) {
    bool any = false;
    for (const Passage& passage : passages_of(octets)) {
      const Tokens tokens = vocabulary.tokenize(passage.folded);
      for (const Hit& hit : vocabulary.find_loose(tokens, term_)) {
        const Tokens::Range sentence = tokens.sentence(hit.first);
        const size_t end = std::max<size_t>(sentence.end, hit.last + 1) - 1;
        std::string cited(passage.folded.original_of(
            passage.text, tokens[std::min<size_t>(sentence.begin, hit.first)].begin, tokens[end].end));
        std::ranges::replace(cited, '\n', ' ');
        print_line(std::string(letter).append(", ").append(passage.place.text()).append(": ").append(cited));
        ++hits_;
        any = true;
      }
    }
    letters_ += any ? 1 : 0;
  }

  Vocabulary::Builder words_;
  TermId term_ = 0;
  size_t hits_ = 0;
  size_t letters_ = 0;
};

// "{card_lost}": the phrases of that list.
Result<Phrases> phrases_of(const std::string& words, const Configuration& configuration) {
  if (words.starts_with('{') && words.ends_with('}')) {
    const Phrases& list = configuration.catalogue.list(words.substr(1, words.size() - 2));
    if (list.empty()) return failure("the catalogue has no list " + words);
    return list;
  }
  auto phrase = Phrase::parse(words);
  if (!phrase) return tl::unexpected(phrase.error());
  return Phrases{*phrase};
}

}  // namespace

int words_try(const WordsOptions& options) {
  const LoadedConfiguration now = load_to_judge(options.configs);
  for (const ConfigError& error : now.errors) print_error(error.message());
  if (!now.configuration) return kExitConfiguration;
  if (options.teaches.empty()) {
    const auto phrases = phrases_of(options.words, *now.configuration);
    if (!phrases) {
      print_error("pismovod: " + phrases.error().text);
      return kExitUsage;
    }
    HitPrinter(*phrases).run(options.letters);
    if (options.scenario.empty()) return kPass;
  }
  Variation variation;
  if (options.teaches.empty()) {
    variation.phrases.push_back(phrase_for(options.scenario, options.words));
  } else {
    variation.model = taught_with(*now.configuration, options.teaches, options.words);
    if (variation.model.empty()) return kExitUsage;
  }
  const LoadedConfiguration tried = load_to_judge(options.configs, std::move(variation));
  for (const ConfigError& error : tried.errors) print_error(error.message());
  if (!tried.configuration) return kExitConfiguration;
  return print_changed_verdicts(options.letters, *now.configuration, *tried.configuration);
}

}  // namespace pismovod
