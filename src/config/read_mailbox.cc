// A mailbox file is written by hand: each error is noted with its place, and reading goes on. Whether a requirement
// exists is not known here and is asked when everything is compiled; so a pattern that is wrong is kept all the same,
// for its id is then known.
//
// An expression of such a file is tried before it meets a letter: it must not match where nothing stands, nor take long
// on texts made to torture it, and a value must be found in the example that people are told to follow.

#include <algorithm>

#include "base/fold.h"
#include "config/check_organization.h"
#include "config/loader.h"
#include "mail/address.h"

namespace pismovod {
namespace {

class MailboxReader {
 public:
  MailboxReader(const TomlValue& file, PhraseReader phrases, std::vector<PatternSource>& patterns, ConfigErrors& errors)
      : file_(file), phrases_(phrases), patterns_(patterns), errors_(errors) {}

  MailboxSource run() {
    TableReader table(file_, kMailboxKeys, errors_);
    MailboxSource out;
    const TomlValue* address_value = file_.find("address");
    out.place = address_value == nullptr ? file_.place : address_value->place;
    Mailbox& mailbox = out.mailbox;
    mailbox.file = file_.place.file;
    mailbox.address = address(table, "address");
    mailbox.aliases = table.texts("aliases");
    for (const std::string& alias : mailbox.aliases) check_address(table, "aliases", alias);
    mailbox.title = table.text("title", true);
    if (const std::string name = table.text("otherwise"); !name.empty()) mailbox.otherwise = name;
    mailbox.otherwise_about = table.text("otherwise_about");
    read_advice(table, out, errors_);
    mailbox.belongs = table.texts("belongs");
    if (const TomlValue* belongs = table.value("belongs")) out.belongs = belongs->place;
    mailbox.form = table.texts("form");
    if (const TomlValue* form = table.value("form")) {
      for (size_t i = 0; i < mailbox.form.size(); ++i)
        out.form.push_back(i < form->items.size() ? form->items[i].place : form->place);
    }
    read_mode(table, mailbox);
    out.uses = uses(table);
    read_scenarios(table, out);
    read_patterns(table);
    return out;
  }

 private:
  std::string address(TableReader& table, std::string_view key) {
    const std::string text = table.text(key, true);
    if (!text.empty()) check_address(table, key, text);
    return parse_path(text).text();
  }

  static void check_address(TableReader& table, std::string_view key, const std::string& text) {
    const Address parsed = parse_path(text);
    if (parsed.domain.empty() || parsed.local.empty())
      table.error(table.value(key)->place, "\"" + text + "\" is no address; one looks so: name@example.ru");
  }

  void read_mode(TableReader& table, Mailbox& mailbox) {
    read_word(table, "mode", kModes, mailbox.mode);
    read_word(table, "action", kActs, mailbox.action);
    mailbox.complete = table.flag("complete");
    mailbox.thread = table.flag("thread").value_or(true);
    mailbox.listed = table.flag("listed").value_or(false);
  }

  template <class Enum, size_t kCount>
  void read_word(TableReader& table, std::string_view key, const std::array<Enum, kCount>& all,
                 std::optional<Enum>& to) {
    const std::string word = table.text(key);
    if (word.empty()) return;
    std::vector<std::string> names;
    std::string allowed;
    for (const Enum each : all) {
      names.emplace_back(name_of(each));
      allowed += (allowed.empty() ? "" : ", ") + names.back();
      if (names.back() == word) to = each;
    }
    if (!to) table.error(file_.find(key)->place, "\"" + word + "\" is none of: " + allowed + did_you_mean(word, names));
  }

  std::vector<UseSource> uses(TableReader& table) {
    std::vector<UseSource> out;
    read_uses(table.value("must"), Level::must, out);
    read_uses(table.value("should"), Level::should, out);
    return out;
  }

  void read_uses(const TomlValue* list, Level level, std::vector<UseSource>& out) {
    if (list == nullptr) return;
    if (list->kind != TomlValue::Kind::array) {
      errors_.push_back({list->place, "expected a list of requirements, not " + std::string(list->kind_name())});
      return;
    }
    for (const TomlValue& item : list->items) {
      UseSource use;
      use.place = item.place;
      use.use.level = level;
      if (item.kind == TomlValue::Kind::string) {
        use.use.id = item.string;
      } else if (item.kind == TomlValue::Kind::table) {
        read_use(item, use);
      } else {
        errors_.push_back({item.place, "expected a requirement, not " + std::string(item.kind_name())});
        continue;
      }
      use.use.asked_by = use.place.file + ":" + std::to_string(use.place.line);
      out.push_back(std::move(use));
    }
  }

  // Phrases that are said, phrases that are asked for, and taught labels in either list.
  ConditionSource condition(TableReader& table, std::string_view said, std::string_view asked) {
    ConditionSource out;
    out.said = table.phrases(said, phrases_, &out.labels);
    if (!asked.empty()) out.asked = table.phrases(asked, phrases_, &out.labels);
    return out;
  }

  // { id = "...", if = "...", unless = "...", why = "...", full = true }
  void read_use(const TomlValue& item, UseSource& use) {
    TableReader table(item, kRequirementKeys, errors_);
    use.use.id = table.text("id", true);
    if (const TomlValue* id = item.find("id")) use.place = id->place;
    use.only_if = condition(table, "if", "if_asked");
    use.unless = condition(table, "unless", "unless_asked");
    use.use.why_not = table.text("why");
    if (table.flag("full").value_or(false)) use.use.options["full"] = "true";
  }

  void read_scenarios(TableReader& table, MailboxSource& out) {
    const TomlValue* list = table.value("scenario");
    if (list == nullptr) return;
    if (list->kind != TomlValue::Kind::table) {
      errors_.push_back({list->place, "expected tables [scenario.NAME], not " + std::string(list->kind_name())});
      return;
    }
    for (const TomlValue::Entry& entry : list->entries) {
      if (entry.value.kind != TomlValue::Kind::table) {
        errors_.push_back({entry.place, "expected a table [scenario." + entry.key + "]"});
        continue;
      }
      out.scenarios.push_back(scenario(entry));
    }
  }

  ScenarioSource scenario(const TomlValue::Entry& entry) {
    TableReader table(entry.value, kScenarioKeys, errors_);
    ScenarioSource out;
    out.scenario.name = entry.key;
    out.scenario.title = table.text("title", true);
    out.scenario.about = table.text("about");
    const size_t before = errors_.size();
    out.when = condition(table, "when_said", "when");
    if (out.when.empty() && errors_.size() == before)
      table.error(entry.place, "[scenario." + entry.key + "] never applies: \"when\" is missing");
    out.unless = condition(table, "unless", {});
    out.uses = uses(table);
    return out;
  }

  void read_patterns(TableReader& table) {
    const TomlValue* list = table.value("pattern");
    if (list == nullptr) return;
    if (list->kind != TomlValue::Kind::array) {
      errors_.push_back({list->place, "expected tables [[pattern]], not " + std::string(list->kind_name())});
      return;
    }
    for (const TomlValue& item : list->items) pattern(item);
  }

  void pattern(const TomlValue& item) {
    TableReader table(item, kPatternKeys, errors_);
    PatternSpec spec;
    spec.id = table.text("id", true);
    const SourcePlace place = table.value("id") == nullptr ? item.place : table.value("id")->place;
    check_id(spec.id, place);
    spec.title = table.text("title", true);
    spec.example = table.text("example", true);
    spec.labels = table.phrases("label", phrases_);
    spec.value = expression(table, item, "value", true);
    spec.wrong = expression(table, item, "wrong", false);
    spec.in_subject = table.flag("in_subject").value_or(false);
    if (spec.value && !spec.example.empty() && !is_found_in(*spec.value, fold(spec.example)))
      table.error(table.value("example")->place,
                  "\"example\": \"value\" is not found in it: whoever writes as told "
                  "here would be refused");
    patterns_.push_back({std::move(spec), place});  // even if wrong: its id is known
  }

  // Where the value may begin: behind the label's words, which are not told apart here.
  static bool is_found_in(const Pattern& value, const std::string& example) {
    for (size_t at = 0; at < example.size(); ++at) {
      const bool begins = at == 0 || example[at - 1] == ' ' || example[at - 1] == ':' || example[at - 1] == '\n';
      if (begins && value.search(std::string_view(example).substr(at)).answer == Pattern::Answer::found) return true;
    }
    return false;
  }

  void check_id(const std::string& id, const SourcePlace& place) {
    const bool is_good = std::all_of(id.begin(), id.end(), [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    });
    if (!is_good) errors_.push_back({place, "\"" + id + "\" is no id: only Latin letters, digits and _ stand in one"});
    const bool is_taken = std::any_of(patterns_.begin(), patterns_.end(),
                                      [&](const PatternSource& other) { return !id.empty() && other.spec.id == id; });
    if (is_taken) errors_.push_back({place, "the requirement \"" + id + "\" is defined twice"});
  }

  std::optional<Pattern> expression(TableReader& table, const TomlValue& item, std::string_view key, bool required) {
    const std::string text = table.text(key, required);
    if (text.empty()) return std::nullopt;
    const SourcePlace place = item.find(key)->place;
    auto compiled = Pattern::compile(text);
    if (!compiled) {
      errors_.push_back({place, "bad expression: " + compiled.error().text});
      return std::nullopt;
    }
    if (compiled->match_whole("").answer == Pattern::Answer::found) {
      errors_.push_back({place,
                         "this expression matches where nothing stands: it would be found in every letter; + in place "
                         "of * may help"});
      return std::nullopt;
    }
    if (!compiled->survives_torture()) {
      errors_.push_back(
          {place,
           "this expression takes too long on long texts: repetitions within repetitions, such as (a*)*, must go"});
      return std::nullopt;
    }
    return *compiled;
  }

  const TomlValue& file_;
  PhraseReader phrases_;
  std::vector<PatternSource>& patterns_;
  ConfigErrors& errors_;
};

// One entry: a text, or a table with the requirements that it speaks of.
void add_advice(const TomlValue& item, MailboxSource& out, ConfigErrors& errors) {
  if (item.kind == TomlValue::Kind::string) {
    out.mailbox.advice.push_back({item.string});
  } else if (item.kind == TomlValue::Kind::table) {
    TableReader advice(item, kAdviceKeys, errors);
    Advice made{advice.text("says", true), advice.texts("of")};
    for (const std::string& id : made.of) {
      out.advised.push_back({});
      out.advised.back().use.id = id;
      out.advised.back().place = item.find("of")->place;
    }
    out.mailbox.advice.push_back(std::move(made));
  } else {
    errors.push_back({item.place, "expected a text, not " + std::string(item.kind_name())});
  }
}

}  // namespace

void read_advice(TableReader& table, MailboxSource& out, ConfigErrors& errors) {
  const TomlValue* list = table.value("advice");
  if (list == nullptr) return;
  out.mailbox.advice.clear();
  out.advised.clear();
  if (list->kind != TomlValue::Kind::array) {
    errors.push_back({list->place, "expected a list of texts, not " + std::string(list->kind_name())});
    return;
  }
  for (const TomlValue& item : list->items) add_advice(item, out, errors);
}

MailboxSource read_mailbox(const TomlValue& file, PhraseReader phrases, std::vector<PatternSource>& patterns,
                           ConfigErrors& errors) {
  return MailboxReader(file, phrases, patterns, errors).run();
}

namespace {

// A name without a letter or digit is found in no letter.
void check_name(TableReader& table, std::string_view key, const std::string& name) {
  if (!name.empty() && fold_bare(name).empty())
    table.error(table.value(key)->place, "\"" + name + "\" is no name: it needs a letter or a digit");
}

}  // namespace

Organization read_organization(const TomlValue& value, ConfigErrors& errors) {
  TableReader table(value, kOrganizationKeys, errors);
  Organization out;
  out.name = table.text("name", true);
  check_name(table, "name", out.name);
  out.aliases = table.texts("aliases");
  for (const std::string& alias : out.aliases) check_name(table, "aliases", alias);
  for (std::string& domain : table.texts("sender_domains")) {
    if (domain.starts_with("@")) domain.erase(0, 1);
    out.sender_domains.push_back(parse_path("x@" + domain).domain);
    if (out.sender_domains.back().empty() || domain.find_first_of("@ *") != std::string::npos)
      table.error(table.value("sender_domains")->place, "\"" + domain + "\" is no domain; one looks so: example.ru");
  }
  out.partner_code = table.text("partner_code");
  out.inn = table.text("inn");
  out.kpp = table.text("kpp");
  out.nfr_reg_numbers = table.texts("nfr_reg_numbers");
  check_organization(out, value, errors);
  return out;
}

}  // namespace pismovod
