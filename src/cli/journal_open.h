// What the commands of the journal share.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "cli/commands.h"
#include "config/configuration.h"
#include "journal/store.h"

namespace pismovod {

struct OpenedJournal {
  std::shared_ptr<const Configuration> configuration;
  std::unique_ptr<Store> store;
  const Texts& texts() const { return configuration->texts; }
};

// Nothing where it cannot be opened: it is said on standard error, and `status` is the exit status.
std::optional<OpenedJournal> open_journal(const Configs& configs, int& status);

// The case by its number as typed; nothing, and the same.
std::optional<CaseEntry> find_case(const OpenedJournal& journal, const std::string& typed, int& status);

// Nothing where a moment or word is none, and the same.
std::optional<CaseFilter> filter_of(const JournalOptions& options, int& status);

int say_error(const StoreError& error);

// What came of a case, in words.
std::string ending_words(const CaseEntry& entry, const Texts& texts);

}  // namespace pismovod
