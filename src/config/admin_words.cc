#include "config/admin_words.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "config/embedded.h"
#include "config/toml.h"

namespace pismovod {
namespace {

std::vector<std::string> cut_at_gaps(std::string_view text) {
  std::vector<std::string> out;
  for (size_t at = 0;;) {
    const size_t gap = text.find("{}", at);
    out.emplace_back(text.substr(at, gap - at));
    if (gap == std::string_view::npos) return out;
    at = gap + 2;
  }
}

// "LINE:COLUMN: " and what is before it.
size_t place_length(std::string_view text) {
  for (size_t at = text.find(": "); at != std::string_view::npos; at = text.find(": ", at + 1)) {
    const std::string_view before = text.substr(0, at);
    const size_t column = before.rfind(':');
    const size_t line = column == std::string_view::npos || column == 0 ? column : before.rfind(':', column - 1);
    if (line == std::string_view::npos) continue;
    const std::string_view numbers = before.substr(line);
    if (numbers.size() > 3 && numbers.find_first_not_of(":0123456789") == std::string_view::npos) return at + 2;
  }
  return 0;
}

std::string language_of_environment() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): nobody sets it
    if (value != nullptr && *value != '\0') return std::string(value).substr(0, 2);
  }
  return {};
}

}  // namespace

AdminWords::AdminWords(std::string_view language) {
  const std::string folder = "help/" + std::string(language) + ".";
  for (const EmbeddedFile& file : embedded_files()) {
    if (!file.path.starts_with(folder)) continue;
    ConfigErrors errors;
    const TomlValue all = parse_toml(file.text, std::string(file.path), errors);
    for (const TomlValue::Entry& entry : all.entries) add(entry.key, entry.value.string);
  }
  std::stable_sort(patterns_.begin(), patterns_.end(),
                   [](const Pattern& a, const Pattern& b) { return a.letters > b.letters; });
}

const AdminWords& AdminWords::of_environment() {
  static const AdminWords words(language_of_environment());
  return words;
}

void AdminWords::add(std::string_view english, std::string_view own) {
  whole_.emplace(english, own);
  Pattern pattern{cut_at_gaps(english), cut_at_gaps(own), 0};
  for (const std::string& piece : pattern.english) pattern.letters += piece.size();
  if (pattern.english.size() > 1 && pattern.english.size() == pattern.own.size())
    patterns_.push_back(std::move(pattern));
}

std::string AdminWords::of(std::string_view english) const {
  if (whole_.empty()) return std::string(english);
  size_t kept = 0;
  for (const std::string_view prefix : {"pismovod: ", "warning: "}) {
    if (english.substr(kept).starts_with(prefix)) kept += prefix.size();
  }
  kept += place_length(english.substr(kept));
  std::string out;
  if (kept > 0) out = english.substr(0, kept);
  return out + bare(english.substr(kept));
}

std::string AdminWords::bare(std::string_view english) const {
  if (const auto found = whole_.find(english); found != whole_.end()) return found->second;
  std::string out;
  for (const Pattern& pattern : patterns_) {
    if (fill(pattern, english, out)) return out;
  }
  return std::string(english);
}

// What fills a gap may be a text of its own: it is shorter, so this ends. A word alone is a name, or what somebody
// typed.
bool AdminWords::fill(const Pattern& pattern, std::string_view english, std::string& out) const {
  const std::vector<std::string>& pieces = pattern.english;
  if (!english.starts_with(pieces.front()) || !english.ends_with(pieces.back())) return false;
  out = pattern.own.front();
  size_t at = pieces.front().size();
  for (size_t i = 1; i < pieces.size(); ++i) {
    const bool is_last = i + 1 == pieces.size();
    const size_t end = is_last ? english.size() - pieces[i].size() : english.find(pieces[i], at);
    if (end == std::string_view::npos || end < at) return false;
    const std::string_view gap = english.substr(at, end - at);
    out += gap.find(' ') == std::string_view::npos ? std::string(gap) : bare(gap);
    out += pattern.own[i];
    at = end + pieces[i].size();
  }
  return true;
}

void tell_admin(std::string_view english) {
  std::fprintf(stderr, "%s\n", AdminWords::of_environment().of(english).c_str());
}

}  // namespace pismovod
