// The configuration in force: settings, rules, words and the filters made from them. Immutable;
// shared by all threads; a reload makes another one and swaps it whole.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "actions/texts.h"
#include "config/settings.h"
#include "config/toml.h"
#include "facts/condition.h"
#include "facts/filter.h"
#include "rules/mailbox.h"
#include "words/vocabulary.h"

namespace pismovod {

// How a datum is spoken of where an attachment holds it: "реквизиты в карточке".
struct PlacedWords {
  TermId words = 0;       // for this requirement
  TermId everything = 0;  // "все данные", for all
  TermId attached = 0;    // "во вложении"
};

struct Configuration {
  Settings settings;
  std::map<std::string, SourcePlace> origins;  // of every key that a file sets
  std::vector<std::string> files;              // that were read
  std::string digest;                          // of all their octets

  std::vector<Organization> organizations;
  std::vector<Mailbox> mailboxes;
  std::vector<std::pair<Address, size_t>> addresses;  // of mailboxes and their aliases, with the mailbox's index
  std::vector<Address> mailbox_addresses;
  std::vector<PatternSpec> patterns;
  Catalogue catalogue;
  Texts texts;
  std::map<std::string, Texts> languages;  // "ru", "en"

  Vocabulary vocabulary;
  LabelTerms labels;
  std::unique_ptr<Readers> readers;
  std::vector<std::unique_ptr<Filter>> filters;
  std::map<std::string, const Filter*> filter_of;  // by requirement
  std::map<std::string, PlacedWords> placed;       // by requirement
  std::unique_ptr<ConditionReader> conditions;

  const Mailbox* mailbox_of(const Address& address) const;
  // The organisation that a letter comes from: by the envelope sender, else by From; null for none.
  const Organization* organization_of(const Address& envelope_sender, const Address& from) const;
};

struct LoadedConfiguration {
  std::shared_ptr<const Configuration> configuration;  // null where there are errors
  ConfigErrors errors;
  std::vector<std::string> warnings;
};

// Reads the files in their order (a later one overrides keys of an earlier one, arrays of tables
// add up). No files: the installed configuration, else the shipped one.
LoadedConfiguration load_configuration(const std::vector<std::string>& files);

inline constexpr const char* kInstalledConfiguration = "/etc/pismovod/pismovod.toml";

}  // namespace pismovod
