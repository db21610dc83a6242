// How files become a configuration. Used within config/ alone.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "config/configuration.h"
#include "config/keys.h"
#include "config/phrase_reader.h"
#include "config/toml.h"

namespace pismovod {

// Phrases of a mailbox file, before there is a vocabulary to make terms of them.
struct ConditionSource {
  Phrases said;
  Phrases asked;
  std::vector<LabelSource> labels;
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
  std::vector<SourcePlace> form;   // of each field of its form
  std::vector<UseSource> advised;  // requirements that its advice speaks of
  SourcePlace belongs;
};

struct PatternSource {
  PatternSpec spec;
  SourcePlace place;  // of its id
};

// Words that place a datum in an attachment, by requirement.
struct PlacedSource {
  Phrases phrases;
  SourcePlace place;
};

// A requirement that the catalogue speaks of.
struct NamedRequirement {
  std::string id;
  SourcePlace place;
};

// All that was read, to be made into a configuration.
struct Sources {
  std::vector<MailboxSource> mailboxes;
  std::vector<PatternSource> patterns;
  std::map<std::string, PlacedSource> placed;
  std::vector<NamedRequirement> named;
  std::map<std::string, Bounds, std::less<>> bounds;  // by taught question
};

class TableReader;
// `advice` of a mailbox file or of an overlay, which has its own instead.
void read_advice(TableReader& table, MailboxSource& out, ConfigErrors& errors);

// Reads values out of a table by its declared keys and reports what is wrong with them; a key that
// is not declared is an error, and so is what is no table.
class TableReader {
 public:
  TableReader(const TomlValue& table, std::span<const Key> keys, ConfigErrors& errors);

  std::string text(std::string_view key, bool required = false);
  std::optional<bool> flag(std::string_view key);
  // A text alone stands for a list of one; an empty one is an error.
  std::vector<std::string> texts(std::string_view key);
  // Of phrases, each parsed by `reader`; labels { says = "QUESTION:LABEL" } beside them where `labels` takes them.
  Phrases phrases(std::string_view key, PhraseReader& reader, std::vector<LabelSource>* labels = nullptr);
  // A whole number within [least, most].
  std::optional<size_t> number(std::string_view key, int64_t least, int64_t most);
  std::vector<size_t> numbers(std::string_view key, int64_t least, int64_t most);
  const TomlValue* value(std::string_view key);
  void error(const SourcePlace& place, std::string text) { errors_.push_back({place, std::move(text)}); }

 private:
  std::optional<size_t> number(std::string_view key, const TomlValue& value, int64_t least, int64_t most);

  const TomlValue& table_;
  ConfigErrors& errors_;
};

// `phrases` knows the catalogue, which is read before; patterns of the file are added to `patterns`.
MailboxSource read_mailbox(const TomlValue& file, PhraseReader phrases, std::vector<PatternSource>& patterns,
                           ConfigErrors& errors);
Organization read_organization(const TomlValue& table, ConfigErrors& errors);
FirmProvider read_provider(const TomlValue& table, const std::string& name, ConfigErrors& errors);
void read_catalogue_file(const TomlValue& file, Catalogue& catalogue, Sources& sources, ConfigErrors& errors);
void read_texts(const TomlValue& file, std::map<std::string, std::string, std::less<>>& texts, ConfigErrors& errors);

// Makes the vocabulary and the filters; checks that every requirement has a filter and its texts.
void compile(Configuration& configuration, Sources sources, ConfigErrors& errors);

}  // namespace pismovod
