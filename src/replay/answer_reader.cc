#include "replay/answer_reader.h"

#include <algorithm>

#include "actions/wording.h"
#include "mail/message_ids.h"

namespace pismovod {
namespace {

constexpr std::string_view kNamed = "asked_";
constexpr size_t kSaid = 200;     // characters
constexpr size_t kListLine = 12;  // tokens of a line of a list, at most

bool has(const Hits& hits, TermId term, Tokens::Range range) {
  return std::ranges::any_of(hits.of(term),
                             [&](const Hit& hit) { return hit.first >= range.begin && hit.last < range.end; });
}

std::string said_in(const Passage& passage, const Tokens& tokens, Tokens::Range range) {
  const std::string_view written =
      passage.folded.original_of(passage.text, tokens[range.begin].begin, tokens[range.end - 1].end);
  return cited(written, kSaid);
}

}  // namespace

AnswerReader::AnswerReader(const Configuration& configuration) : configuration_(configuration) {
  Vocabulary::Builder words;
  const auto term = [&](std::string_view list) { return words.term(configuration.catalogue.list(list)); };
  asks_ = term("firm_asks");
  questions_ = term("firm_questions");
  needs_not_ = term("firm_needs_not");
  robots_ = term("robots_words");
  receipts_ = term("acknowledgements");
  for (const auto& [name, phrases] : configuration.catalogue.words) {
    if (name.starts_with(kNamed)) named_.emplace_back(words.term(phrases), name.substr(kNamed.size()));
  }
  if (auto built = words.build()) vocabulary_ = std::move(*built);
}

bool AnswerReader::is_of_firm(const Address& author) const {
  return std::ranges::any_of(configuration_.mailbox_addresses,
                             [&](const Address& mailbox) { return author.is_within(mailbox.domain); });
}

std::vector<std::string> AnswerReader::named_in(const Hits& hits, Tokens::Range sentence) const {
  std::vector<std::string> out;
  for (const auto& [term, requirement] : named_) {
    if (has(hits, term, sentence)) out.push_back(requirement);
  }
  return out;
}

void AnswerReader::read(const Passage& passage, std::vector<FirmRequest>& out) const {
  const Tokens tokens = vocabulary_.tokenize(passage.folded);
  const Hits hits = vocabulary_.find(tokens);
  bool in_list = false;
  size_t breaks = 0;  // line ends since the last sentence: a blank line ends a list, but for one that is yet to begin
  bool begins_list = false;
  for (size_t i = 0; i < tokens.size();) {
    const Tokens::Range range = tokens.sentence(i);
    i = std::max(range.end + 1, i + 1);
    if (range.begin == range.end) {
      breaks += tokens.is_kind(range.begin, TokenKind::line) ? 1 : 0;
      continue;
    }
    if (breaks > 1 && !begins_list) in_list = false;
    breaks = tokens.is_kind(range.end, TokenKind::line) ? 1 : 0;
    const bool asks = has(hits, asks_, range) || (tokens.is_mark(range.end, '?') && has(hits, questions_, range));
    const bool is_short = range.end - range.begin <= kListLine;
    in_list = asks || (in_list && is_short);
    begins_list = asks && tokens.is_mark(range.end - 1, ':');
    const bool counts = in_list && !has(hits, needs_not_, range);
    in_list = in_list && (!asks || begins_list);
    if (!counts) continue;
    for (std::string& requirement : named_in(hits, range)) {
      const bool twice = std::ranges::find(out, requirement, &FirmRequest::requirement) != out.end();
      if (!twice) out.push_back({std::move(requirement), said_in(passage, tokens, range)});
    }
  }
}

bool AnswerReader::is_robots(const Letter& letter) const {
  return letter.is_machine || std::ranges::any_of(letter.passages, [&](const Passage& passage) {
           if (passage.place.kind != Place::Kind::body) return false;
           const Hits hits = vocabulary_.find(vocabulary_.tokenize(passage.folded));
           return !hits.of(robots_).empty() || !hits.of(receipts_).empty();
         });
}

std::optional<FirmAnswer> AnswerReader::read(const Message& message, BlockPool& pool) const {
  const Address author = author_of(message);
  FirmAnswer out{author.text(), answered_ids(message), {}};
  if (out.ids.empty() || !is_of_firm(author)) return std::nullopt;
  ReadingContext context;
  context.limits = &configuration_.settings.limits;
  context.pool = &pool;
  context.octets = {static_cast<size_t>(configuration_.settings.memory_octets), configuration_.settings.spool};
  context.own_domains = {author.domain};
  const Letter letter = read_letter(message, context);
  for (const Passage& passage : letter.passages) {
    const bool is_own = passage.place.kind == Place::Kind::body && !passage.is_answer;
    if (is_own) read(passage, out.requests);
  }
  // A person too may say that a letter has come in; he asks for something then.
  if (out.requests.empty() && is_robots(letter)) return std::nullopt;
  return out;
}

}  // namespace pismovod
