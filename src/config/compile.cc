// All words go into one vocabulary, which can be built only when everybody has given his: labels, filters, conditions
// of mailboxes, the words that place a datum in a file. So each keeps the number of a term, and the vocabulary is made
// near the end.
//
// The order is that of what is known. A requirement exists where a filter answers it, so filters come before mailboxes;
// what is owed for each label of a taught question is known only behind them. Errors are gathered, each with its place;
// the notices are checked last, and only where there are none.

#include <algorithm>
#include <set>

#include "config/loader.h"
#include "config/notices.h"
#include "config/owed_by_label.h"

namespace pismovod {
namespace {

class Compiler {
 public:
  Compiler(Configuration& made, Sources sources, ConfigErrors& errors)
      : made_(made), sources_(std::move(sources)), errors_(errors) {}

  void run() {
    for (const auto& [label, phrases] : made_.catalogue.labels) {
      made_.labels.terms[static_cast<size_t>(label)] = words_.term(phrases);
      words_.forgive_slips(phrases);
    }
    for (const PatternSource& source : sources_.patterns) made_.patterns.push_back(source.spec);
    make_filters();
    for (const NamedRequirement& named : sources_.named) check_requirement(named.id, named.place);
    for (MailboxSource& source : sources_.mailboxes) add(mailbox(source));
    set_bounds();
    made_.lookalikes = Lookalikes(made_.mailbox_addresses);
    make_placed();
    made_.conditions = std::make_unique<ConditionReader>(words_);
    check_texts();
    make_vocabulary();
    made_.texts = made_.languages[made_.settings.language];
    if (errors_.empty()) check_notices(made_, errors_);
  }

 private:
  void make_filters() {
    made_.readers = std::make_unique<Readers>(words_, made_.catalogue, made_.organizations,
                                              TaughtReader(made_.taught, std::move(sources_.bounds)));
    const FilterSetup setup{words_, made_.labels, made_.catalogue, *made_.readers, made_.patterns};
    for (const auto& [name, make] : announced_filters()) {
      made_.filters.push_back(make(setup));
      for (const std::string& id : made_.filters.back()->answers()) {
        const auto [known, added] = made_.filter_of.try_emplace(id, made_.filters.back().get());
        if (!added) errors_.push_back({place_of_pattern(id), "the requirement \"" + id + "\" is defined twice"});
      }
    }
  }

  // What is owed for each label is known only now.
  void set_bounds() {
    TaughtReader& taught = made_.readers->taught;
    for (const TaughtQuestion& question : made_.taught->questions()) {
      Bounds bounds = taught.bounds_of(question.name());
      bounds.lighter = OwedByLabel(made_.mailboxes, question.name()).lighter(question.labels());
      if (!bounds.lighter.empty()) taught.set_bounds(question.name(), std::move(bounds));
    }
  }

  void add(Mailbox mailbox) {
    made_.mailbox_addresses.push_back(parse_path(mailbox.address));
    made_.mailbox_by_key.try_emplace(made_.mailbox_addresses.back().key(), made_.mailboxes.size());
    for (const std::string& alias : mailbox.aliases)
      made_.mailbox_by_key.try_emplace(parse_path(alias).key(), made_.mailboxes.size());
    made_.mailboxes.push_back(std::move(mailbox));
  }

  std::vector<std::string> requirement_names() const {
    std::vector<std::string> out;
    for (const auto& [id, filter] : made_.filter_of) out.push_back(id);
    return out;
  }

  bool check_requirement(const std::string& id, const SourcePlace& place) {
    const bool is_known = made_.filter_of.contains(id);
    if (!is_known)
      errors_.push_back({place, "unknown requirement \"" + id + "\"" + did_you_mean(id, requirement_names())});
    return is_known;
  }

  // A requirement misspelled in a form would become a label that nobody understands.
  void check_field(const std::string& field, const SourcePlace& place) {
    const bool is_id =
        std::all_of(field.begin(), field.end(), [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; });
    if (is_id) check_requirement(field, place);
  }

  SourcePlace place_of_pattern(const std::string& id) const {
    for (const PatternSource& source : sources_.patterns) {
      if (source.spec.id == id) return source.place;
    }
    return {};
  }

  Mailbox mailbox(MailboxSource& source) {
    Mailbox out = std::move(source.mailbox);
    for (size_t i = 0; i < source.form.size(); ++i) check_field(out.form[i], source.form[i]);
    for (const std::string& label : out.belongs) check_label({std::string(kWhoseQuestion), label}, source.belongs);
    for (const UseSource& advised : source.advised) check_requirement(advised.use.id, advised.place);
    out.requirements = uses(source.uses);
    for (ScenarioSource& scenario : source.scenarios) {
      Scenario& made = out.scenarios.emplace_back(std::move(scenario.scenario));
      made.when = condition(scenario.when);
      made.unless = condition(scenario.unless);
      made.requirements = uses(scenario.uses);
    }
    return out;
  }

  std::vector<RequirementUse> uses(std::vector<UseSource>& list) {
    std::vector<RequirementUse> out;
    for (UseSource& source : list) {
      if (!check_requirement(source.use.id, source.place)) continue;
      source.use.only_if = condition(source.only_if);
      source.use.unless = condition(source.unless);
      out.push_back(std::move(source.use));
      owed_.insert(out.back().id);
    }
    return out;
  }

  Condition condition(const ConditionSource& source) {
    for (const LabelSource& label : source.labels) check_label(label.said, label.place);
    std::vector<SaidLabel> labels;
    for (const LabelSource& label : source.labels) labels.push_back(label.said);
    Phrases said;
    Phrases absent;
    for (const Phrase& phrase : source.said) (denies(phrase) ? absent : said).push_back(phrase);
    return {.said = loose(said), .asked = loose(source.asked), .absent = loose(absent), .labels = std::move(labels)};
  }

  // Does a phrase say by itself that something is not there? A "нет" of its own does not deny it.
  static bool denies(const Phrase& phrase) {
    static const std::vector<std::string> words = {fold("не"), fold("нет"), fold("ни"), fold("без"), fold("отсутств*")};
    return std::ranges::any_of(phrase.parts(), [](const Phrase::Part& part) {
      const std::vector<std::string> alternatives = split(part.words, '|');
      return !alternatives.empty() && std::ranges::all_of(alternatives, [](const std::string& word) {
        return std::ranges::find(words, word) != words.end();
      });
    });
  }

  void check_label(const SaidLabel& said, const SourcePlace& place) {
    const TaughtQuestion* question = made_.readers->taught.question(said.question);
    if (question == nullptr) {
      std::vector<std::string> names;
      for (const TaughtQuestion& known : made_.taught->questions()) names.push_back(known.name());
      errors_.push_back(
          {place, "no examples teach a question \"" + said.question + "\"" + did_you_mean(said.question, names)});
    } else if (!question->has_label(said.label)) {
      errors_.push_back({place, "no example of \"" + said.question + "\" has the label \"" + said.label + "\"" +
                                    did_you_mean(said.label, question->labels())});
    }
  }

  TermId loose(const Phrases& phrases) { return phrases.empty() ? TermId{0} : words_.term(phrases, true); }

  void make_placed() {
    const TermId attached = words_.term(made_.catalogue.list("attached_words"));
    const TermId everything = words_.term(sources_.placed["everything"].phrases);
    for (const auto& [id, source] : sources_.placed) {
      if (id == "everything" || !check_requirement(id, source.place)) continue;
      made_.placed[id] = {words_.term(source.phrases), everything, attached};
    }
  }

  // What is too large in all stands nowhere in particular: the first file is named.
  void make_vocabulary() {
    auto made = words_.build();
    if (made) {
      made_.vocabulary = std::move(*made);
    } else {
      errors_.push_back({{made_.files.empty() ? "catalogue" : made_.files.front(), 1, 1}, made.error().text});
    }
  }

  // How a line to fill in calls the datum: by a label that is found, where one is no pattern.
  static std::string label_of(const PatternSpec& spec) {
    for (const Phrase& label : spec.labels) {
      if (label.written().find_first_of("*|()") == std::string::npos) return label.written();
    }
    return spec.title;
  }

  // Every requirement that is owed has its words in every language.
  void check_texts() {
    for (auto& [language, texts] : made_.languages) {
      for (const PatternSpec& spec : made_.patterns) {
        // The shipped texts have more languages than a pattern.
        const auto add = [&texts = texts, &spec](const std::string& part, const std::string& text) {
          const std::string key = "requirement." + spec.id + part;
          if (!texts.has(key)) texts.add(key, text);
        };
        add(".title", spec.title);
        add(".example", spec.example);
        add(".short", spec.id);
        add(".label", label_of(spec));
      }
      for (const std::string& id : owed_) {
        for (const char* part : {".title", ".example", ".short"}) {
          const std::string key = "requirement." + id + part;
          if (!texts.has(key)) errors_.push_back({{"texts/" + language + ".toml", 0, 0}, "no text \"" + key + "\""});
        }
      }
    }
  }

  Configuration& made_;
  Sources sources_;
  ConfigErrors& errors_;
  Vocabulary::Builder words_;
  std::set<std::string> owed_;
};

}  // namespace

void compile(Configuration& configuration, Sources sources, ConfigErrors& errors) {
  Compiler(configuration, std::move(sources), errors).run();
}

}  // namespace pismovod
