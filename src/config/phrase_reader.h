// Lists of phrases of a file, parsed one by one; what is no phrase is an error with its place.
// Used within config/ alone.
#pragma once

#include <optional>
#include <string>

#include "config/toml.h"
#include "facts/catalogue.h"
#include "facts/condition.h"

namespace pismovod {

// { says = "zakaz:cancel" } in a list of phrases.
struct LabelSource {
  SaidLabel said;
  SourcePlace place;
};

class PhraseReader {
 public:
  // For the catalogue itself.
  explicit PhraseReader(ConfigErrors& errors) : errors_(errors) {}
  // For mailbox files, in which {NAME} stands for the words of the catalogue's list of that name, and alone for
  // all its phrases.
  // `is_whole`: all of the catalogue could be read, a list that is not in it is none.
  PhraseReader(const Catalogue& catalogue, bool is_whole, ConfigErrors& errors)
      : catalogue_(&catalogue), is_whole_(is_whole), errors_(errors) {}

  // The phrases of a list, or of one string; `key` is how errors call it. Those that are none are left out.
  // Labels { says = "QUESTION:LABEL" } may stand among them where `labels` takes them.
  Phrases list(std::string_view key, const TomlValue& value, std::vector<LabelSource>* labels = nullptr);

 private:
  void take(const TomlValue& item, Phrases& out);
  void take_label(const TomlValue& item, std::vector<LabelSource>& out);
  // "{card_lost}" alone: all phrases of that list. Null where the phrase is none such.
  const Phrases* whole_list(const TomlValue& item) const;
  std::optional<std::string> expanded(const TomlValue& item);
  std::optional<std::string> alternatives(const std::string& name, const SourcePlace& place);
  void error(const SourcePlace& place, std::string text) { errors_.push_back({place, std::move(text)}); }

  const Catalogue* catalogue_ = nullptr;
  bool is_whole_ = true;
  ConfigErrors& errors_;
};

}  // namespace pismovod
