#include "config/phrase_reader.h"

#include "base/fold.h"
#include "config/loader.h"

namespace pismovod {

Phrases PhraseReader::list(std::string_view key, const TomlValue& value, std::vector<LabelSource>* labels) {
  Phrases out;
  if (value.kind == TomlValue::Kind::string) {
    take(value, out);
    return out;
  }
  const std::string expected = "\"" + std::string(key) + "\": expected a list of phrases, not ";
  if (value.kind != TomlValue::Kind::array) {
    error(value.place, expected + std::string(value.kind_name()));
    return out;
  }
  for (const TomlValue& item : value.items) {
    if (item.kind == TomlValue::Kind::string) {
      take(item, out);
    } else if (item.kind == TomlValue::Kind::table && labels != nullptr) {
      take_label(item, *labels);
    } else {
      error(item.place, expected + "one with " + std::string(item.kind_name()) + " in it");
    }
  }
  return out;
}

void PhraseReader::take_label(const TomlValue& item, std::vector<LabelSource>& out) {
  TableReader table(item, kSaysKeys, errors_);
  const std::string says = table.text("says", true);
  const size_t colon = says.find(':');
  if (colon != std::string::npos) {
    out.push_back({{says.substr(0, colon), says.substr(colon + 1)}, item.place});
  } else if (!says.empty()) {
    error(item.place, "\"says\": expected \"QUESTION:LABEL\", not \"" + says + "\"");
  }
}

const Phrases* PhraseReader::whole_list(const TomlValue& item) const {
  const std::string& text = item.string;
  if (catalogue_ == nullptr || !text.starts_with('{') || text.find('}') + 1 != text.size()) return nullptr;
  const Phrases& list = catalogue_->list(text.substr(1, text.size() - 2));
  return list.empty() ? nullptr : &list;
}

void PhraseReader::take(const TomlValue& item, Phrases& out) {
  if (const Phrases* list = whole_list(item)) {
    out.insert(out.end(), list->begin(), list->end());
    return;
  }
  const std::optional<std::string> text = catalogue_ == nullptr ? item.string : expanded(item);
  if (!text) return;
  auto phrase = Phrase::parse(*text);
  if (phrase) {
    out.push_back(std::move(*phrase));
  } else {
    error(item.place, phrase.error().text);
  }
}

// Every {NAME} becomes the words of that list, as alternatives; a brace without its fellow stays, for
// Phrase::parse() to refuse.
std::optional<std::string> PhraseReader::expanded(const TomlValue& item) {
  std::string out;
  size_t from = 0;
  for (size_t open = item.string.find('{'); open != std::string::npos; open = item.string.find('{', from)) {
    const size_t close = item.string.find('}', open);
    if (close == std::string::npos) break;
    const auto words = alternatives(item.string.substr(open + 1, close - open - 1), item.place);
    if (!words) return std::nullopt;
    out += item.string.substr(from, open - from) + *words;
    from = close + 1;
  }
  return out + item.string.substr(from);
}

std::optional<std::string> PhraseReader::alternatives(const std::string& name, const SourcePlace& place) {
  const Phrases& list = catalogue_->list(name);
  std::string out;
  for (const Phrase& phrase : list) {
    if (phrase.parts().size() != 1 || !phrase.parts()[0].number.empty()) {
      error(place, "{" + name + "} cannot stand within a phrase: \"" + phrase.written() +
                       "\" of that list is no single word; only lists of single words can");
      return std::nullopt;
    }
    out += (out.empty() ? "" : "|") + std::string(trimmed(phrase.written()));
  }
  if (!out.empty()) return out;
  if (is_whole_) {
    std::vector<std::string> names;
    for (const auto& [known, phrases] : catalogue_->words) names.push_back(known);
    error(place, "{" + name + "} names no list under [words] of the catalogue" + did_you_mean(name, names));
  }
  return std::nullopt;
}

}  // namespace pismovod
