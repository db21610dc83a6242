#include <algorithm>
#include <set>

#include "config/loader.h"
#include "config/notices.h"

namespace pismovod {
namespace {

class Compiler {
 public:
  Compiler(Configuration& made, Sources sources, ConfigErrors& errors)
      : made_(made), sources_(std::move(sources)), errors_(errors) {}

  void run() {
    for (const auto& [label, phrases] : made_.catalogue.labels) {
      made_.labels.terms[static_cast<size_t>(label)] = words_.known(phrases);
      words_.forgive_slips(phrases);
    }
    make_filters();
    for (MailboxSource& source : sources_.mailboxes) add(mailbox(source));
    make_placed();
    made_.conditions = std::make_unique<ConditionReader>(words_);
    check_texts();
    made_.vocabulary = words_.build();
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
        if (!added) errors_.push_back({{}, "the requirement \"" + id + "\" is defined twice"});
      }
    }
  }

  void add(Mailbox mailbox) {
    made_.mailbox_addresses.push_back(parse_path(mailbox.address));
    made_.addresses.emplace_back(made_.mailbox_addresses.back(), made_.mailboxes.size());
    for (const std::string& alias : mailbox.aliases)
      made_.addresses.emplace_back(parse_path(alias), made_.mailboxes.size());
    made_.mailboxes.push_back(std::move(mailbox));
  }

  std::vector<std::string> requirement_names() const {
    std::vector<std::string> out;
    for (const auto& [id, filter] : made_.filter_of) out.push_back(id);
    return out;
  }

  Mailbox mailbox(MailboxSource& source) {
    Mailbox out = std::move(source.mailbox);
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
      if (!made_.filter_of.contains(source.use.id)) {
        errors_.push_back({source.place, "unknown requirement \"" + source.use.id + "\"" +
                                             did_you_mean(source.use.id, requirement_names())});
        continue;
      }
      source.use.only_if = condition(source.only_if);
      source.use.unless = condition(source.unless);
      out.push_back(std::move(source.use));
      owed_.insert(out.back().id);
    }
    return out;
  }

  Condition condition(const ConditionSource& source) {
    for (const SaidLabel& label : source.labels) check_label(label, source.place);
    return {term(source.said, source.place), term(source.asked, source.place), source.labels};
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

  TermId term(const std::vector<std::string>& phrases, const SourcePlace& place) {
    if (phrases.empty()) return 0;
    std::vector<std::string> whole;
    whole.reserve(phrases.size());
    for (const std::string& phrase : phrases) expand(phrase, place, whole);
    const auto made = words_.term(whole, true);
    if (!made) errors_.push_back({place, made.error().text});
    return made.value_or(0);
  }

  // "{card_lost}" alone is all phrases of that list; within a phrase, its words.
  void expand(const std::string& phrase, const SourcePlace& place, std::vector<std::string>& out) {
    if (phrase.starts_with('{') && phrase.find('}') + 1 == phrase.size()) {
      const std::vector<std::string>& list = listed(phrase.substr(1, phrase.size() - 2), place);
      out.insert(out.end(), list.begin(), list.end());
      return;
    }
    std::string made;
    for (size_t at = 0;;) {
      const size_t open = phrase.find('{', at);
      const size_t close = phrase.find('}', open);
      made += phrase.substr(at, open - at);
      if (open == std::string::npos || close == std::string::npos) break;
      std::string words;
      for (const std::string& word : listed(phrase.substr(open + 1, close - open - 1), place))
        words += (words.empty() ? "" : "|") + word;
      made += words;
      at = close + 1;
    }
    out.push_back(std::move(made));
  }

  const std::vector<std::string>& listed(const std::string& name, const SourcePlace& place) {
    const std::vector<std::string>& list = made_.catalogue.list(name);
    if (list.empty()) errors_.push_back({place, "the catalogue has no list \"" + name + "\""});
    return list;
  }

  void make_placed() {
    const TermId attached = words_.known(made_.catalogue.list("attached_words"));
    const TermId everything = words_.known(sources_.placed["everything"]);
    for (const auto& [id, phrases] : sources_.placed) {
      if (id != "everything") made_.placed[id] = {words_.known(phrases), everything, attached};
    }
  }

  // How a line to fill in calls the datum: by a label that is found, where one is no pattern.
  static std::string label_of(const PatternSpec& spec) {
    for (const std::string& label : spec.labels) {
      if (label.find_first_of("*|{}()") == std::string::npos) return label;
    }
    return spec.title;
  }

  // Every requirement that is owed has its words in every language.
  void check_texts() {
    for (auto& [language, texts] : made_.languages) {
      for (const PatternSpec& spec : made_.patterns) {
        texts.add("requirement." + spec.id + ".title", spec.title);
        texts.add("requirement." + spec.id + ".example", spec.example);
        texts.add("requirement." + spec.id + ".short", spec.id);
        texts.add("requirement." + spec.id + ".label", label_of(spec));
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
