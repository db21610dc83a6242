#include "precheck/answer_json.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "check/verdict_json.h"

namespace pismovod {
namespace {

using Json = nlohmann::ordered_json;

std::string dumped(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

std::string_view name_of(NoticeBlock::Kind kind) {
  switch (kind) {
    case NoticeBlock::Kind::heading:
      return "heading";
    case NoticeBlock::Kind::numbered:
      return "numbered";
    case NoticeBlock::Kind::bulleted:
      return "bulleted";
    case NoticeBlock::Kind::form:
      return "form";
    case NoticeBlock::Kind::paragraph:
    case NoticeBlock::Kind::action:
    case NoticeBlock::Kind::small:
      break;
  }
  return "paragraph";
}

Json block_json(const NoticeBlock& block) {
  Json out{{"kind", name_of(block.kind)}};
  if (!block.text.empty()) out["text"] = block.text;
  for (const NoticeItem& item : block.items) out["items"].push_back({{"text", item.text}, {"details", item.details}});
  return out;
}

Json told_json(const Told& told) {
  Json out{{"summary", told.summary}};
  out["says"] = Json::array();
  for (const NoticeBlock& block : told.says) out["says"].push_back(block_json(block));
  out["lines"] = told.lines;
  out["subject"] = told.subject;
  out["attach"] = told.attach;
  out["papers"] = Json::array();
  for (const ToldPaper& made : told.papers) {
    out["papers"].push_back({{"kind", made.paper.kind},
                             {"title", made.paper.title},
                             {"serves", made.paper.serves},
                             {"file", made.paper.title + ".txt"},
                             {"text", made.text}});
  }
  out["advice"] = Json::array();
  for (const ToldAdvice& advice : told.advice)
    out["advice"].push_back({{"mailbox", advice.mailbox}, {"lines", advice.lines}});
  out["warnings"] = told.warnings;
  return out;
}

}  // namespace

std::string checked_json(const CheckedLetter& letter, const Told& told, const Texts& texts) {
  Json out = Json::parse(verdict_json("letter", letter.outcome, texts));
  out["complete"] = std::none_of(letter.outcome.verdicts.begin(), letter.outcome.verdicts.end(),
                                 [](const Verdict& verdict) { return verdict.fails(); });
  out["told"] = told_json(told);
  return dumped(out);
}

std::string mailboxes_json(const Configuration& configuration) {
  Json out;
  out["mailboxes"] = Json::array();
  for (const Mailbox& mailbox : configuration.mailboxes)
    out["mailboxes"].push_back({{"address", mailbox.address}, {"aliases", mailbox.aliases}, {"title", mailbox.title}});
  return dumped(out);
}

std::string template_json(const LetterTemplate& made, const std::string& title, const Texts& texts) {
  return dumped({{"address", made.address},
                 {"title", title},
                 {"subject", made.subject},
                 {"greeting", made.greeting},
                 {"lines", made.lines},
                 {"attach", made.attach},
                 {"advice", made.advice},
                 {"text", template_text(made, texts)}});
}

}  // namespace pismovod
