#include <algorithm>

#include "config/loader.h"
#include "mail/address.h"

namespace pismovod {
namespace {

class MailboxReader {
 public:
  MailboxReader(const TomlValue& file, std::vector<PatternSpec>& patterns, ConfigErrors& errors)
      : file_(file), patterns_(patterns), errors_(errors) {}

  MailboxSource run() {
    TableReader table(file_, kMailboxKeys, errors_);
    MailboxSource out;
    const TomlValue* address_value = file_.find("address");
    out.place = address_value == nullptr ? file_.place : address_value->place;
    Mailbox& mailbox = out.mailbox;
    mailbox.file = file_.place.file;
    mailbox.address = address(table, "address");
    mailbox.aliases = table.texts("aliases");
    mailbox.title = table.text("title", true);
    if (const std::string name = table.text("otherwise"); !name.empty()) mailbox.otherwise = name;
    mailbox.otherwise_about = table.text("otherwise_about");
    mailbox.advice = table.texts("advice");
    mailbox.form = table.texts("form");
    read_mode(table, mailbox);
    out.uses = uses(table);
    read_scenarios(table, out);
    read_patterns(table);
    return out;
  }

 private:
  std::string address(TableReader& table, std::string_view key) {
    const std::string text = table.text(key, true);
    const Address parsed = parse_path(text);
    if (!text.empty() && (parsed.domain.empty() || parsed.local.empty())) {
      table.error(file_.find(key)->place, "\"" + text + "\" is no address");
    }
    return parsed.text();
  }

  void read_mode(TableReader& table, Mailbox& mailbox) {
    if (const std::string word = table.text("mode"); !word.empty()) {
      static const std::vector<std::string> words = {"observe", "annotate", "enforce"};
      const auto at = std::find(words.begin(), words.end(), word);
      if (at == words.end())
        wrong_word(table, "mode", word, words);
      else
        mailbox.mode = static_cast<Mode>(at - words.begin());
    }
    if (const std::string word = table.text("action"); !word.empty()) {
      static const std::vector<std::pair<std::string, Action>> words = {{"reject", Action::reject},
                                                                        {"hold", Action::hold},
                                                                        {"withhold", Action::withhold},
                                                                        {"annotate", Action::annotate}};
      const auto at = std::find_if(words.begin(), words.end(), [&](const auto& w) { return w.first == word; });
      if (at == words.end())
        wrong_word(table, "action", word, {"reject", "hold", "withhold", "annotate"});
      else
        mailbox.action = at->second;
    }
  }

  void wrong_word(TableReader& table, std::string_view key, const std::string& word,
                  const std::vector<std::string>& words) {
    std::string allowed;
    for (const std::string& w : words) allowed += (allowed.empty() ? "" : ", ") + w;
    table.error(file_.find(key)->place, "\"" + word + "\" is none of: " + allowed + did_you_mean(word, words));
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
  static ConditionSource condition(TableReader& table, std::string_view said, std::string_view asked,
                                   const SourcePlace& place) {
    ConditionSource out;
    out.place = place;
    out.said = table.phrases(said, out.labels);
    if (!asked.empty()) out.asked = table.phrases(asked, out.labels);
    return out;
  }

  // { id = "...", if = "...", unless = "...", why = "...", full = true }
  void read_use(const TomlValue& item, UseSource& use) {
    TableReader table(item, kRequirementKeys, errors_);
    use.use.id = table.text("id", true);
    if (const TomlValue* id = item.find("id")) use.place = id->place;
    use.only_if = condition(table, "if", "if_asked", item.place);
    use.unless = condition(table, "unless", "unless_asked", item.place);
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
    out.when = condition(table, "when_said", "when", entry.place);
    out.unless = condition(table, "unless", {}, entry.place);
    if (out.when.empty()) table.error(entry.place, "[scenario." + entry.key + "] never applies: \"when\" is missing");
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
    spec.title = table.text("title", true);
    spec.example = table.text("example", true);
    spec.labels = table.texts("label");
    spec.value = expression(table, item, "value", true);
    spec.wrong = expression(table, item, "wrong", false);
    patterns_.push_back(std::move(spec));  // even if wrong: its id is known
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
    if (!compiled->survives_torture()) {
      errors_.push_back(
          {place,
           "this expression takes too long on long texts: repetitions within repetitions, such as (a*)*, must go"});
      return std::nullopt;
    }
    return *compiled;
  }

  const TomlValue& file_;
  std::vector<PatternSpec>& patterns_;
  ConfigErrors& errors_;
};

}  // namespace

MailboxSource read_mailbox(const TomlValue& file, std::vector<PatternSpec>& patterns, ConfigErrors& errors) {
  return MailboxReader(file, patterns, errors).run();
}

Organization read_organization(const TomlValue& value, ConfigErrors& errors) {
  TableReader table(value, kOrganizationKeys, errors);
  Organization out;
  out.name = table.text("name", true);
  out.aliases = table.texts("aliases");
  for (std::string& domain : table.texts("sender_domains")) {
    if (domain.starts_with("@")) domain.erase(0, 1);
    out.sender_domains.push_back(parse_path("x@" + domain).domain);
  }
  out.partner_code = table.text("partner_code");
  out.inn = table.text("inn");
  out.kpp = table.text("kpp");
  out.nfr_reg_numbers = table.texts("nfr_reg_numbers");
  return out;
}

}  // namespace pismovod
