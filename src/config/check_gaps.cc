#include <set>

#include "config/check_gaps.h"
#include "config/embedded.h"
#include "config/loader.h"

namespace pismovod {
namespace {

using Gaps = std::set<std::string, std::less<>>;

Gaps gaps_of(std::string_view text) {
  Gaps out;
  for (size_t open = text.find('{'); open != std::string_view::npos; open = text.find('{', open + 1)) {
    const size_t close = std::min(text.find('}', open), text.size() - 1);
    out.emplace(text.substr(open, close - open + 1));
  }
  return out;
}

bool is_checked(std::string_view key) {
  return key.starts_with("journal.") || key.starts_with("report.") || key.starts_with("precheck.");
}

// Every text that the program asks for, and the gaps that it fills: the shipped texts of all languages
// together, since a language may do without one.
std::map<std::string, Gaps> shipped_gaps() {
  std::map<std::string, Gaps> out;
  for (const EmbeddedFile& file : embedded_files()) {
    if (!file.path.starts_with("texts/")) continue;
    std::map<std::string, std::string, std::less<>> texts;
    ConfigErrors ignored;
    read_texts(parse_toml(file.text, std::string(file.path), ignored), texts, ignored);
    for (const auto& [key, text] : texts) {
      if (is_checked(key)) out[key].merge(gaps_of(text));
    }
  }
  return out;
}

}  // namespace

void check_gaps(const std::string& language, const Texts& texts, ConfigErrors& errors) {
  static const std::map<std::string, Gaps> known = shipped_gaps();
  const SourcePlace place{"texts/" + language + ".toml", 0, 0};
  for (const auto& [key, filled] : known) {
    const auto found = texts.all().find(key);
    if (found == texts.all().end()) {
      errors.push_back({place, "no text \"" + key + "\""});
      continue;
    }
    for (const std::string& gap : gaps_of(found->second)) {
      if (filled.contains(gap)) continue;
      std::string what = "\"";
      what.append(key).append("\" has a gap that nothing fills: ").append(gap);
      errors.push_back({place, std::move(what)});
    }
  }
}

}  // namespace pismovod
