// Any text as a mailbox file, a catalogue, an organisation or texts; every error knows its place.
#include <cstdio>
#include <cstdlib>

#include "config/loader.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace pismovod;
  ConfigErrors errors;
  const TomlValue root = parse_toml({reinterpret_cast<const char*>(data), size}, "file.toml", errors);
  Catalogue catalogue;
  Sources sources;
  read_catalogue_file(root, catalogue, sources, errors);
  read_mailbox(root, PhraseReader(catalogue, true, errors), sources.patterns, errors);
  read_organization(root, errors);
  std::map<std::string, std::string, std::less<>> texts;
  read_texts(root, texts, errors);
  for (const ConfigError& error : errors) {
    if (error.place.line != 0 && error.place.column != 0 && !error.text.empty()) continue;
    std::fprintf(stderr, "an error without a place: %s\n", error.text.c_str());
    std::abort();
  }
  return 0;
}
