#include "letter/text_part.h"

#include <algorithm>

#include "letter/armor.h"
#include "letter/quoted_text.h"
#include "mime/charset.h"

namespace pismovod {
namespace {

bool mentions_domain(const std::string& attribution, const std::vector<std::string>& domains) {
  const std::string folded = fold(attribution);
  return std::any_of(domains.begin(), domains.end(), [&](const std::string& domain) {
    const std::string wanted = "@" + fold(domain);
    const size_t at = folded.find(wanted);
    if (at == std::string::npos) return false;
    const size_t end = at + wanted.size();
    return end >= folded.size() || !(is_folded_letter(folded[end]) || is_digit(folded[end]) || folded[end] == '.');
  });
}

// Turns a text part into passages.
class PartReader {
 public:
  PartReader(Letter& letter, const ReadingContext& context) : letter_(letter), context_(context) {}

  std::vector<Passage> read(const Entity& entity, std::set<std::string>& signature_pictures, bool& has_files) const {
    const size_t most = std::min(context_.limits->text_octets, octets_left());
    std::string octets = decoded_content(letter_.structure, *letter_.message, entity, most + 1);
    if (octets.size() > most) {
      octets.resize(most);
      letter_.text_was_cut = true;
    }
    has_files = entity.subtype == "plain" && !uuencoded_files(octets).empty();
    const std::string text = to_utf8(octets, entity.content_type.parameter("charset")).text;
    const bool flowed = same_name(entity.content_type.parameter("format"), "flowed");
    const bool delete_space = same_name(entity.content_type.parameter("delsp"), "yes");
    const HtmlText read =
        entity.subtype == "html"
            ? read_html(text)
            : HtmlText{lines_of_plain(without_entities(without_armor(text)), flowed, delete_space), {}};
    const SortedLines sorted = sort_lines(read.lines, letter_.from_name);
    for (const PictureReference& picture : read.pictures) {
      if (stands_in_signature(sorted, picture.line)) signature_pictures.insert(picture.content_id);
    }
    return passages(read.lines, sorted);
  }

 private:
  // What may still be read of the letter's text.
  size_t octets_left() const {
    size_t used = 0;
    for (const auto* list : {&letter_.passages, &letter_.alternatives}) {
      for (const Passage& passage : *list) used += passage.text.size();
    }
    return context_.limits->all_text_octets - std::min(context_.limits->all_text_octets, used);
  }

  // Says so in the letter where no more passages may be had.
  bool is_full(size_t of_this_part) const {
    const size_t all = letter_.passages.size() + letter_.alternatives.size() + of_this_part;
    if (all >= context_.limits->passages) letter_.cannot_inspect = "passages";
    return all >= context_.limits->passages;
  }

  // A picture in, or behind, the signature; one that follows the sender's own words is not.
  static bool stands_in_signature(const SortedLines& sorted, size_t line) {
    for (size_t i = std::min(line + 1, sorted.lines.size()); i-- > 0;) {
      if (sorted.lines[i].role == LineRole::own && i == line) continue;
      return sorted.lines[i].role == LineRole::signature || sorted.lines[i].role == LineRole::disclaimer;
    }
    return false;
  }

  std::vector<Passage> passages(const std::vector<TextLine>& lines, const SortedLines& sorted) const {
    std::vector<Passage> out;
    for (size_t i = 0; i < lines.size() && !is_full(out.size());) {
      const SortedLines::Line kind = sorted.lines[i];
      std::string text;
      size_t end = i;
      for (; end < lines.size() && same_run(sorted.lines[end], kind); ++end) {
        if (end > i) text += table_border(lines, end) ? "\n\n" : "\n";
        text += lines[end].text;
      }
      if (kind.role != LineRole::attribution) {
        Passage passage = make_passage(place_of(kind, sorted), std::move(text));
        passage.names_the_firm = passage.place.author == Author::firm && names_the_firm(sorted, kind.letter);
        const std::string_view folded = passage.folded.text();
        if (!std::all_of(folded.begin(), folded.end(), is_space)) out.push_back(std::move(passage));
        if (kind.role == LineRole::own) add_answer(lines, sorted, i, end, out);
      }
      i = end;
    }
    return out;
  }

  static void add_answer(const std::vector<TextLine>& lines, const SortedLines& sorted, size_t begin, size_t end,
                         std::vector<Passage>& out) {
    std::string answer = answer_with_question(lines, sorted, begin, end);
    if (answer.empty()) return;
    out.push_back(make_passage({}, std::move(answer)));
    out.back().is_answer = true;
  }

  static bool same_run(const SortedLines::Line& a, const SortedLines::Line& b) {
    return a.role == b.role && a.letter == b.letter;
  }

  static bool table_border(const std::vector<TextLine>& lines, size_t i) {
    return lines[i].table != lines[i - 1].table;
  }

  Place place_of(const SortedLines::Line& line, const SortedLines& sorted) const {
    Place place;
    switch (line.role) {
      case LineRole::quoted:
        place.kind = Place::Kind::quoted;
        place.author = author_of(sorted, line.letter);
        break;
      case LineRole::signature:
      case LineRole::disclaimer:
        place.kind = Place::Kind::signature;
        break;
      default:
        break;
    }
    return place;
  }

  bool names_the_firm(const SortedLines& sorted, int index) const {
    const QuotedLetter& quoted = sorted.letters[static_cast<size_t>(index)];
    const HeaderField* answered = letter_.message->field("In-Reply-To");
    const bool is_answered = quoted.attribution.empty() && quoted.within < 0 && answered != nullptr;
    return mentions_domain(is_answered ? answered->value : quoted.attribution, context_.firm_domains);
  }

  Author author_of(const SortedLines& sorted, int index) const {
    const QuotedLetter& quoted = sorted.letters[static_cast<size_t>(index)];
    if (mentions_domain(quoted.attribution, context_.firm_domains)) return Author::firm;
    if (mentions_domain(quoted.attribution, context_.own_domains)) return Author::sender;
    const std::string name = fold_bare(letter_.from_name);
    if (!name.empty() && fold_bare(quoted.attribution).find(name) != std::string::npos) return Author::sender;
    if (quoted.attribution.empty()) return author_of_unnamed(sorted, quoted);
    return Author::other;
  }

  // A quote without a line above it, in a reply to the firm: the firm's letter; what that quotes
  // in turn: the sender's.
  Author author_of_unnamed(const SortedLines& sorted, const QuotedLetter& quoted) const {
    if (quoted.within >= 0) {
      // What is itself an unnamed quote within another is never the firm's; without this the stack
      // would grow with the depth.
      const QuotedLetter& outer = sorted.letters[static_cast<size_t>(quoted.within)];
      if (outer.attribution.empty() && outer.within >= 0) return Author::other;
      return author_of(sorted, quoted.within) == Author::firm ? Author::sender : Author::other;
    }
    return letter_.message->field("In-Reply-To") != nullptr || letter_.inherited_subject ? Author::firm : Author::other;
  }

  Letter& letter_;
  const ReadingContext& context_;
};

}  // namespace

std::vector<Passage> read_text_part(const Entity& entity, const ReadingContext& context, Letter& letter,
                                    std::set<std::string>& signature_pictures, bool& has_files) {
  return PartReader(letter, context).read(entity, signature_pictures, has_files);
}

}  // namespace pismovod
