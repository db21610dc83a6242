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
#include "lookup/provider.h"
#include "mail/lookalikes.h"
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
  bool has_main_file = false;                  // false: there never was one, and all is as shipped
  std::string digest;                          // of all their octets, but for kHostFile

  std::vector<Organization> organizations;
  std::vector<FirmProvider> providers;  // of lookup.providers, in their order
  std::vector<Mailbox> mailboxes;
  std::map<std::string, size_t> mailbox_by_key;  // Address::key() of mailboxes and their aliases, with the index
  std::vector<Address> mailbox_addresses;
  Lookalikes lookalikes;  // of these
  std::vector<PatternSpec> patterns;
  Catalogue catalogue;
  Texts texts;
  std::map<std::string, Texts> languages;  // "ru", "en"

  Vocabulary vocabulary;
  LabelTerms labels;
  std::shared_ptr<const TaughtModel> taught;  // what examples taught
  std::unique_ptr<Readers> readers;
  std::vector<std::unique_ptr<Filter>> filters;
  std::map<std::string, const Filter*> filter_of;  // by requirement
  std::map<std::string, PlacedWords> placed;       // by requirement
  std::unique_ptr<ConditionReader> conditions;

  // Asked at every RCPT. Null where it is none of ours.
  const Mailbox* mailbox_of(const Address& address) const;
  Policy policy() const { return {settings.milter.mode, settings.milter.action, settings.milter.complete}; }
  Policy policy_of(const Mailbox& mailbox) const { return pismovod::policy_of(mailbox, policy()); }
  std::string short_digest() const { return digest.substr(0, 12); }  // as people compare it
  // Is there a mailbox whose letters are completed?
  bool may_complete() const;
  // The organisation that a letter comes from: by the envelope sender, else by From; null for none.
  const Organization* organization_of(const Address& envelope_sender, const Address& from) const;
};

struct LoadedConfiguration {
  std::shared_ptr<const Configuration> configuration;  // null where there are errors
  std::shared_ptr<const Configuration> draft;          // what could be read, for further checks of its settings
  ConfigErrors errors;
  std::vector<std::string> warnings;
};

// What is tried beside the files: a phrase more for a scenario, another model.
struct Variation {
  struct Phrase {
    std::string mailbox;
    std::string scenario;
    std::string phrase;
  };
  std::vector<Phrase> phrases;  // each is asked for, as in `when`
  std::string model;            // octets as taught/training.h makes them; empty: none
  std::string spare_spool;      // in place of a spool that we may not write to; empty: none
};

// Reads the files in their order (a later one overrides keys of an earlier one, arrays of tables
// add up). No files: the installed configuration, else the shipped one. An installed one that cannot be
// read, or is gone from its folder, is an error: only where there never was one are the defaults meant.
LoadedConfiguration load_configuration(const std::vector<std::string>& files, const Variation& variation = {});
// The same for the daemon: where there is no configuration file it only observes, and a warning says so first.
LoadedConfiguration load_to_serve(const std::vector<std::string>& files);

inline constexpr const char* kInstalledConfiguration = "/etc/pismovod/pismovod.toml";
// What is this machine's alone among several with the same rules: read besides where it is there, after the other. Of a
// file of that name, wherever it lies, the digest of the rules knows nothing.
inline constexpr const char* kHostFile = "host.toml";
std::vector<std::string> installed_files();

}  // namespace pismovod
