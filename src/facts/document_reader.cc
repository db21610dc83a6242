// Papers name each other: a statement lists an act among its enclosures. So where a phrase stands counts for more than
// that it does: a title at the top is worth most, then a heading, then how many groups of the kind's words are there.
// What only other papers say rules a kind out where it stands in the heading, but against a title at most beside it.
//
// Each page of a scan is a sheet, any other file is one besides the pictures in it. A page that was read and tells no
// kind goes on with the paper before it, where that was told. Of phrases in a file's name the longest is believed.

#include "facts/document_reader.h"

#include <algorithm>

#include "facts/attachment_kind.h"

namespace pismovod {
namespace {

constexpr size_t kHeadingTokens = 120;     // where a document's heading stands
constexpr size_t kTitleTokens = 12;        // where its title does, unless a letterhead stands above
constexpr size_t kTitleReach = 40;         // tokens of a letterhead above it
constexpr size_t kFormalReach = 60;        // of one with address, numbers and addressee: papers that 1C asks for
constexpr size_t kTitleLength = 25;        // with what it is about
constexpr size_t kLongestFileName = 1000;  // octets that are looked at
constexpr size_t kFewWords = 6;            // fewer on a page: nothing was read

bool contains(const std::vector<std::string>& list, const std::string& one) {
  return std::find(list.begin(), list.end(), one) != list.end();
}

TermId term_of(Vocabulary::Builder& words, const Phrases& phrases) {
  return phrases.empty() ? TermId{0} : words.term(phrases);
}

bool any(const std::vector<const Text*>& texts, TermId term) {
  return term != 0 &&
         std::any_of(texts.begin(), texts.end(), [&](const Text* text) { return !text->hits(term).empty(); });
}

// Does a phrase stand where a heading does?
bool heads(const std::vector<const Text*>& texts, TermId term) {
  if (term == 0) return false;
  size_t before = 0;
  for (const Text* text : texts) {
    for (const Hit& hit : text->hits(term)) {
      if (before + hit.first < kHeadingTokens) return true;
    }
    before += text->tokens().size();
  }
  return false;
}

// Is a phrase the title: alone in its line (its column, where two pages lie side by side), at the very top?
bool is_title(const std::vector<const Text*>& texts, TermId term) {
  if (term == 0 || texts.empty()) return false;
  const Tokens& tokens = texts.front()->tokens();
  return std::ranges::any_of(texts.front()->hits(term), [&](const Hit& hit) {
    Tokens::Range line = tokens.line(hit.first);
    for (size_t i = hit.last; i < line.end; ++i) line.end = tokens.is_kind(i, TokenKind::cell) ? i : line.end;
    const auto is_word = [&](size_t i) { return tokens.is_kind(i, TokenKind::word) && tokens[i].size() > 1; };
    size_t others = 0;
    for (size_t i = line.begin; i < line.end; ++i) others += is_word(i) && (i < hit.first || i > hit.last) ? 1 : 0;
    return hit.first < kTitleTokens && others == 0;
  });
}

// Where a title ends: a line at the top that begins with a phrase, with another of `says` close behind it where any is
// asked for. "Договор:" is a label.
std::optional<size_t> end_of_title(const std::vector<const Text*>& texts, TermId titles, TermId says, size_t reach) {
  if (titles == 0 || texts.empty()) return std::nullopt;
  const Tokens& tokens = texts.front()->tokens();
  const auto settles = [&](const Hit& hit) {
    if (hit.first >= reach || tokens.is_mark(hit.last + 1, ':')) return false;
    const Tokens::Range line = tokens.line(hit.first);
    for (size_t i = line.begin; i < hit.first; ++i) {
      if (tokens.is_kind(i, TokenKind::word) || tokens.is_kind(i, TokenKind::number)) return false;
    }
    return says == 0 || texts.front()->has_hit(says, hit.first, hit.last + kTitleLength);
  };
  const auto hits = texts.front()->hits(titles);
  const auto found = std::ranges::find_if(hits, settles);
  return found == hits.end() ? std::nullopt : std::optional<size_t>(found->last + kTitleLength);
}

size_t words_in(const std::vector<const Text*>& texts) {
  size_t count = 0;
  for (const Text* text : texts) {
    for (size_t i = 0; i < text->tokens().size(); ++i) {
      count += text->tokens()[i].kind == TokenKind::word && text->tokens()[i].size() > 2 ? 1 : 0;
    }
  }
  return count;
}

bool is_label(const Text& text, uint32_t i) { return !text.field_index().labelled(i, i + 1).empty(); }

}  // namespace

DocumentReader::DocumentReader(Vocabulary::Builder& words, const Catalogue& catalogue)
    : attached_(term_of(words, catalogue.list("attached_words"))),
      not_attached_(term_of(words, catalogue.list("not_attached_words"))) {
  for (const DocumentKind& kind : catalogue.documents) {
    Known known;
    known.known = kind;
    known.decisive = term_of(words, kind.decisive);
    known.titles = term_of(words, kind.titles);
    known.title_says = term_of(words, kind.title_says);
    for (const Phrases& group : kind.words) known.words.push_back(term_of(words, group));
    known.excluded = term_of(words, kind.excluded_by);
    known.names = term_of(words, kind.names);
    known.mentions = term_of(words, kind.mentions);
    known.marks = term_of(words, kind.marks);
    kinds_.push_back(std::move(known));
  }
}

bool DocumentReader::serves(int kind, const std::string& requirement) const {
  return kind >= 0 && contains(this->kind(kind).serves, requirement);
}

// A title is worth more than a heading, and that more than all other words; what only other documents
// say rules a kind out, but not against its title ("Просим хранить карточку", a statement that lists an act among its
// enclosures).
double DocumentReader::score(const Known& kind, const std::vector<const Text*>& texts) const {
  const size_t reach = kind.known.serves.empty() ? kTitleReach : kFormalReach;
  if (const auto end = end_of_title(texts, kind.titles, kind.title_says, reach)) {
    return kind.excluded != 0 && texts.front()->has_hit(kind.excluded, 0, *end) ? 0 : 4;
  }
  const bool title = is_title(texts, kind.decisive);
  if (!title && heads(texts, kind.excluded)) return 0;
  size_t groups = 0;
  for (const TermId group : kind.words) groups += any(texts, group) ? 1 : 0;
  const double share = kind.words.empty() ? 0 : static_cast<double>(groups) / static_cast<double>(kind.words.size());
  if (title) return 3 + share;
  if (heads(texts, kind.decisive)) return 2 + share;
  return groups >= kind.known.enough ? 1 + share : 0;
}

int DocumentReader::kind_by_text(const std::vector<const Text*>& texts) const {
  int best = -1;
  double best_score = 0;
  for (size_t i = 0; i < kinds_.size(); ++i) {
    const double got = score(kinds_[i], texts);
    if (got > best_score) {
      best = static_cast<int>(i);
      best_score = got;
    }
  }
  return best;
}

std::vector<int> DocumentReader::kinds_by_name(const Reading& reading, const std::string& name) const {
  std::string spaced = name.substr(0, std::min(name.rfind('.'), kLongestFileName));
  std::replace(spaced.begin(), spaced.end(), '_', ' ');
  const Folded folded = Folded::of(spaced);
  const Hits hits = reading.vocabulary().find(reading.vocabulary().tokenize(folded));
  // The longest phrase is the surest: "заявление о перерегистрации" before "заявление".
  std::vector<std::pair<uint32_t, int>> found;
  for (size_t i = 0; i < kinds_.size(); ++i) {
    uint32_t longest = 0;
    for (const Hit& hit : hits.of(kinds_[i].names)) longest = std::max(longest, hit.last - hit.first + 1);
    if (kinds_[i].names != 0 && longest > 0) found.emplace_back(longest, static_cast<int>(i));
  }
  uint32_t most = 0;
  for (const auto& [length, kind] : found) most = std::max(most, length);
  std::vector<int> out;
  for (const auto& [length, kind] : found) {
    if (length == most) out.push_back(kind);
  }
  return out;
}

const Document* DocumentReader::half_read(const Reading& reading, const std::string& requirement) const {
  // Hardly any page is: the kinds of papers need not be told then.
  const auto has_one = [](const Document& document) {
    return std::ranges::any_of(document.pages, &Page::is_half_read);
  };
  if (std::ranges::none_of(reading.documents(), has_one)) return nullptr;
  const auto holds = [&](int index) { return contains(kind(index).holds, requirement); };
  const bool any_holds =
      std::ranges::any_of(kinds_, [&](const Known& one) { return contains(one.known.holds, requirement); });
  // Which paper a page is, its text tells, else the page before it, else the file's name. One that nothing tells and
  // of which OCR made nothing, though text stands on it, may be any paper.
  const auto may_hold = [&](const Sheet& sheet, int told, const Page& page) {
    if (told >= 0) return holds(told);
    if (!sheet.kinds_by_name.empty()) return std::ranges::any_of(sheet.kinds_by_name, holds);
    return any_holds && page.ocr == ReadState::unreadable;
  };
  int before = -1;
  for (const Sheet& sheet : sheets(reading)) {
    const int told = sheet.kind_goes_on ? before : sheet.kind;
    before = told;
    const Document& document = reading.documents()[sheet.document];
    const bool may_be_there = std::ranges::any_of(document.pages, [&](const Page& page) {
      return page.is_half_read() && (sheet.page == 0 || page.number == sheet.page) && may_hold(sheet, told, page);
    });
    if (may_be_there) return &document;
  }
  return nullptr;
}

std::vector<const Text*> DocumentReader::texts_of(const Reading& reading, const Sheet& sheet) const {
  const Document& document = reading.documents()[sheet.document];
  std::vector<const Text*> out;
  for (const Text* text : reading.of_document(sheet.document)) {
    const Place& place = text->place();
    if (place.kind != Place::Kind::attachment) continue;
    const bool of_page =
        place.unit == Place::Unit::page ? place.number == sheet.page : sheet.page == 0 || document.pages.size() == 1;
    if (sheet.page == 0 ? !(place.unit == Place::Unit::page && place.ocr) : of_page) out.push_back(text);
  }
  return out;
}

Sheet DocumentReader::describe(const Reading& reading, Sheet sheet, ReadState state) const {
  const Document& document = reading.documents()[sheet.document];
  const std::vector<const Text*> texts = texts_of(reading, sheet);
  sheet.is_legible = words_in(texts) >= kFewWords;
  sheet.kind = sheet.is_legible ? kind_by_text(texts) : -1;
  sheet.kinds_by_name = kinds_by_name(reading, document.file_name);
  sheet.state = state;
  sheet.is_unread = state == ReadState::unopened && !reading.is_final();
  return sheet;
}

void DocumentReader::add_pages(const Reading& reading, size_t index, std::vector<Sheet>& out) const {
  const Document& document = reading.documents()[index];
  const bool scan_file = is_scan_kind(document.kind);
  for (const Page& page : document.pages) {
    if (page.is_tiny || (!scan_file && !page.is_picture)) continue;
    // A picture that OCR looked at has been opened, whatever it made of it.
    const bool looked = page.is_picture && page.ocr == ReadState::unreadable;
    const ReadState state = looked ? ReadState::read : page.is_picture ? page.ocr : document.text;
    Sheet sheet;
    sheet.document = index;
    sheet.page = page.number;
    sheet.is_scan = true;
    sheet = describe(reading, std::move(sheet), state);
    sheet.is_blank = page.is_blank;
    const bool behind = !out.empty() && out.back().document == index && out.back().page > 0;
    if (sheet.kind < 0 && sheet.is_legible && behind && (out.back().kind >= 0 || out.back().kind_goes_on)) {
      sheet.kind_goes_on = true;
    }
    out.push_back(std::move(sheet));
  }
  if (scan_file && document.pages.empty()) {
    Sheet sheet;
    sheet.document = index;
    sheet.is_scan = true;
    out.push_back(
        describe(reading, std::move(sheet), document.outline == ReadState::read ? document.text : document.outline));
  }
}

void DocumentReader::add_whole(const Reading& reading, size_t index, std::vector<Sheet>& out) const {
  const Document& document = reading.documents()[index];
  Sheet sheet;
  sheet.document = index;
  out.push_back(
      describe(reading, std::move(sheet), document.outline == ReadState::read ? document.text : document.outline));
}

std::vector<Sheet> DocumentReader::sheets(const Reading& reading) const {
  std::vector<Sheet> out;
  for (size_t i = 0; i < reading.documents().size() && !reading.is_over_now(); ++i) {
    const Document& document = reading.documents()[i];
    const bool open_container = document.is_container && document.outline == ReadState::read;
    if (open_container || document.kind == FileKind::signature || is_decoration(reading.letter(), document)) continue;
    if (!is_scan_kind(document.kind)) add_whole(reading, i, out);
    add_pages(reading, i, out);
  }
  return out;
}

bool DocumentReader::is_said_attached(const Reading& reading, const std::string& requirement) const {
  for (const Text* text : reading.own_words(true)) {
    for (size_t k = 0; k < kinds_.size(); ++k) {
      if (kinds_[k].mentions == 0 || !serves(static_cast<int>(k), requirement)) continue;
      for (const Hit& hit : text->hits(kinds_[k].mentions)) {
        const Tokens::Range sentence = text->tokens().sentence(hit.first);
        if (text->has_hit(attached_, sentence) && !text->has_hit(not_attached_, sentence)) return true;
      }
    }
  }
  return false;
}

bool DocumentReader::shows_marks(const Reading& reading, const Sheet& sheet) const {
  const Known& known = kinds_[static_cast<size_t>(sheet.kind)];
  return known.marks == 0 || any(texts_of(reading, sheet), known.marks);
}

bool DocumentReader::needs_marks(const Sheet& sheet, const std::string& requirement) const {
  return std::any_of(sheet.kinds_by_name.begin(), sheet.kinds_by_name.end(), [&](int kind) {
    return serves(kind, requirement) && kinds_[static_cast<size_t>(kind)].marks != 0;
  });
}

namespace {

// "Дата ____________ Подпись": behind a blank line the form goes on, but for a number that was written over it.
bool has_value(const Tokens& tokens, TokenRange range) {
  constexpr uint32_t kBlankLine = 4;
  uint32_t i = range.begin;
  while (i < range.end && tokens.is_mark(i, '_')) ++i;
  if (i - range.begin >= kBlankLine) return i < range.end && tokens.is_kind(i, TokenKind::number);
  for (; i < range.end; ++i) {
    if (tokens.is_kind(i, TokenKind::number) || (tokens.is_kind(i, TokenKind::word) && tokens[i].size() > 2))
      return true;
  }
  return false;
}

}  // namespace

bool DocumentReader::is_unfilled(const Reading& reading, const Sheet& sheet) const {
  if (sheet.kind < 0 || !kinds_[static_cast<size_t>(sheet.kind)].known.must_be_filled) return false;
  size_t empty = 0;
  size_t filled = 0;
  for (const Text* text : texts_of(reading, sheet)) {
    for (const Field& field : text->fields()) {
      if (field.below) continue;  // the form's next label, unknown to us, as likely as a value
      if (is_label(*text, field.value.begin)) continue;
      ++(has_value(text->tokens(), field.value) ? filled : empty);
    }
    for (size_t i = 0; i < text->tokens().size(); ++i) {
      filled += text->tokens()[i].kind == TokenKind::number && text->tokens()[i].size() >= 9 ? 1 : 0;
    }
  }
  return filled == 0 && empty >= 2;
}

}  // namespace pismovod
