// What the readers of the configuration say of a text, as "line:column: text".
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "config/loader.h"

namespace pismovod::test {

inline std::vector<std::string> said(const ConfigErrors& errors) {
  std::vector<std::string> out;
  for (const ConfigError& error : errors) {
    out.push_back(std::to_string(error.place.line) + ":" + std::to_string(error.place.column) + ": " + error.text);
  }
  return out;
}

struct ReadWords {
  Catalogue catalogue;
  Sources sources;
  std::vector<std::string> errors;
};

inline ReadWords read_words(const std::string& text) {
  ReadWords out;
  ConfigErrors errors;
  const TomlValue root = parse_toml(text, "words.toml", errors);
  read_catalogue_file(root, out.catalogue, out.sources, errors);
  out.errors = said(errors);
  return out;
}

struct ReadBox {
  MailboxSource source;
  std::vector<PatternSource> patterns;
  std::vector<std::string> errors;
};

// A mailbox file beside the catalogue `words`; `is_whole`: nothing of it is missing.
inline ReadBox read_box(const std::string& text, const std::string& words = "", bool is_whole = true) {
  ReadBox out;
  const Catalogue catalogue = read_words(words).catalogue;
  ConfigErrors errors;
  const TomlValue root = parse_toml(text, "box.toml", errors);
  out.source = read_mailbox(root, PhraseReader(catalogue, is_whole, errors), out.patterns, errors);
  out.errors = said(errors);
  return out;
}

// Is there one error, and does it begin so?
inline bool says(const std::vector<std::string>& errors, const std::string& beginning) {
  return errors.size() == 1 && errors.front().starts_with(beginning);
}

}  // namespace pismovod::test
