#include "inspect/findings.h"

#include <algorithm>

namespace pismovod {
namespace {

bool within(const Text& text, TermId term, Tokens::Range range) {
  return term != 0 && std::ranges::any_of(text.hits(term),
                                          [&](const Hit& h) { return h.first >= range.begin && h.last < range.end; });
}

// An attachment that should have been read and was not; an encrypted one the firm cannot read either.
bool is_unread(const Document& document) {
  const auto failed = [](ReadState state) {
    return state == ReadState::unreadable || state == ReadState::too_large || state == ReadState::timed_out ||
           state == ReadState::failed;
  };
  const bool page =
      std::any_of(document.pages.begin(), document.pages.end(), [&](const Page& p) { return failed(p.ocr); });
  return failed(document.outline) || failed(document.text) || failed(document.ocr) || page || document.text_was_cut ||
         (document.text == ReadState::unopened && document.kind != FileKind::picture && !document.is_container);
}

bool name_places(const Document& document, const PlacedWords& words, const Reading& reading) {
  std::string spaced = document.file_name;
  std::replace(spaced.begin(), spaced.end(), '_', ' ');
  const Folded folded = Folded::of(spaced);
  return !reading.vocabulary().find(reading.vocabulary().tokenize(folded)).of(words.words).empty();
}

bool letter_places(const PlacedWords& words, const Reading& reading) {
  for (const Text* text : reading.own_words(true)) {
    for (const Hit& hit : text->hits(words.attached)) {
      const Tokens::Range sentence = text->tokens().sentence(hit.first);
      if (within(*text, words.words, sentence) || within(*text, words.everything, sentence)) return true;
    }
  }
  return false;
}

std::optional<Reason> placed_in_unread(const std::string& id, const Configuration& configuration,
                                       const Reading& reading) {
  const auto words = configuration.placed.find(id);
  if (words == configuration.placed.end() || !reading.is_final()) return std::nullopt;
  for (const Document& document : reading.documents()) {
    if (!is_unread(document)) continue;
    if (document.text_was_cut || name_places(document, words->second, reading) ||
        letter_places(words->second, reading)) {
      return Reason{"placed_in_unread", {{"file", document.name}}};
    }
  }
  return std::nullopt;
}

}  // namespace

Finding find(const RequirementUse& use, const std::vector<std::string>& together, const Configuration& configuration,
             const Reading& reading) {
  const Filter& filter = *configuration.filter_of.at(use.id);
  Finding finding = filter.find({use.id, use.options, together}, reading);
  if (finding.right.empty() && !finding.absent && !finding.could_not_tell) {
    finding.could_not_tell = placed_in_unread(use.id, configuration, reading);
  }
  return finding;
}

bool Opener::open_further(ReadDepth, Reading& reading) {
  if (step_++ > 0) return false;
  reading.set_final();
  return true;
}

}  // namespace pismovod
