// How files become a configuration. Used within config/ alone.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "config/configuration.h"
#include "config/keys.h"
#include "config/toml.h"

namespace pismovod {

// Phrases of a mailbox file, before there is a vocabulary to make terms of them.
struct ConditionSource {
  std::vector<std::string> said;
  std::vector<std::string> asked;
  std::vector<SaidLabel> labels;
  SourcePlace place;
  bool empty() const { return said.empty() && asked.empty() && labels.empty(); }
};

struct UseSource {
  RequirementUse use;
  ConditionSource only_if;
  ConditionSource unless;
  SourcePlace place;
};

struct ScenarioSource {
  Scenario scenario;
  ConditionSource when;
  ConditionSource unless;
  std::vector<UseSource> uses;
};

struct MailboxSource {
  Mailbox mailbox;
  SourcePlace place;
  std::vector<UseSource> uses;
  std::vector<ScenarioSource> scenarios;
};

// Reads values out of a table by its declared keys and reports what is wrong with them; a key that
// is not declared is an error.
class TableReader {
 public:
  TableReader(const TomlValue& table, std::span<const Key> keys, ConfigErrors& errors);

  std::string text(std::string_view key, bool required = false);
  std::optional<bool> flag(std::string_view key);
  std::vector<std::string> texts(std::string_view key);
  // A list of phrases and of labels { says = "QUESTION:LABEL" }, which are added to `labels`.
  std::vector<std::string> phrases(std::string_view key, std::vector<SaidLabel>& labels);
  const TomlValue* value(std::string_view key);
  void error(const SourcePlace& place, std::string text) { errors_.push_back({place, std::move(text)}); }

 private:
  const TomlValue& table_;
  ConfigErrors& errors_;
};

MailboxSource read_mailbox(const TomlValue& file, std::vector<PatternSpec>& patterns, ConfigErrors& errors);
Organization read_organization(const TomlValue& table, ConfigErrors& errors);
void read_catalogue_file(const TomlValue& file, Catalogue& catalogue,
                         std::map<std::string, std::vector<std::string>>& placed,
                         std::map<std::string, Bounds, std::less<>>& bounds, ConfigErrors& errors);
void read_texts(const TomlValue& file, std::map<std::string, std::string, std::less<>>& texts, ConfigErrors& errors);

// All that was read, to be made into a configuration.
struct Sources {
  std::vector<MailboxSource> mailboxes;
  std::map<std::string, std::vector<std::string>> placed;
  std::map<std::string, Bounds, std::less<>> bounds;  // by taught question
};

// Makes the vocabulary and the filters; checks that every requirement has a filter and its texts.
void compile(Configuration& configuration, Sources sources, ConfigErrors& errors);

}  // namespace pismovod
