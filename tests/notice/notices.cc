#include "notice/notices.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/digest.h"
#include "mime/encoded_word.h"
#include "notice/fill_in.h"

namespace pismovod::test {
namespace {

Envelope envelope_of(const TestLetter& letter) {
  Envelope envelope;
  envelope.reverse_path = parse_path(letter.from);
  envelope.has_null_reverse_path = letter.from == "<>";
  envelope.client = "192.0.2.1";
  for (const std::string& to : letter.to) envelope.recipients.push_back(make_recipient(to));
  return envelope;
}

Outcome judge_message(const Message& message, const Envelope& envelope, const Configuration& configuration,
                      BlockPool& blocks) {
  const Patience patience(Patience::Clock::now() + std::chrono::seconds(60));
  return inspect(message, envelope, configuration, {blocks, nullptr, nullptr, patience});
}

// What stands behind the label in the example of a requirement.
std::string example_value(const std::string& id, const Texts& texts) {
  const std::string example = texts.get("requirement." + id + ".example");
  const size_t colon = example.find(": ");
  return colon == std::string::npos ? example : example.substr(colon + 2);
}

ReadingContext context_of(const Limits& limits, BlockPool& blocks) {
  ReadingContext context;
  context.limits = &limits;
  context.pool = &blocks;
  return context;
}

}  // namespace

Outcome judged_by_names(const TestLetter& letter, const Configuration& configuration) {
  BlockPool blocks;
  const Message message = read_message(letter.octets, blocks, {});
  return judge_message(message, envelope_of(letter), configuration, blocks);
}

Made made_for(const TestLetter& letter, const Change& change, const Configuration& configuration) {
  BlockPool blocks;
  const Message message = read_message(letter.octets, blocks, {});
  Envelope envelope = envelope_of(letter);
  Made made;
  made.outcome = judge_message(message, envelope, configuration, blocks);
  NoticeRules rules = notice_rules(configuration, message, envelope);
  const Structure structure = cut_into_entities(message, configuration.settings.limits, blocks, {});
  NoticeRequest request{message,
                        structure,
                        envelope,
                        made.outcome,
                        made.outcome.decision,
                        false,
                        CaseReference{"3K7Q81", "https://mail.example.ru/c/3K7Q81"},
                        rules};
  if (change) change(rules, request, envelope);
  made.composed = compose_notice(request, envelope.reverse_path);
  made.notice = make_notice(request);
  return made;
}

Opened::Opened(std::string octets)
    : octets_(std::move(octets)),
      message_(read_message(octets_, blocks_, {})),
      context_(context_of(limits_, blocks_)),
      letter_(read_letter(message_, context_)) {}

std::string Opened::field(const std::string& name) const {
  const HeaderField* found = message_.field(name);
  return found == nullptr ? "" : decode_header(found->value);
}

std::vector<File> Opened::files() const {
  std::vector<File> out;
  for (const Attachment& attachment : letter_.attachments) {
    if (attachment.within != 0) continue;
    const Entity& entity = letter_.structure.entities[attachment.entity];
    out.push_back({attachment.name, digest_of(decoded_content(letter_.structure, message_, entity, size_t{1} << 30))});
  }
  std::sort(out.begin(), out.end());
  return out;
}

std::string Opened::content(const std::string& name) const {
  for (const Attachment& attachment : letter_.attachments) {
    if (attachment.name != name) continue;
    return decoded_content(letter_.structure, message_, letter_.structure.entities[attachment.entity], size_t{1} << 30);
  }
  return {};
}

std::string Opened::text() const {
  std::string out;
  for (const Passage& passage : letter_.passages) {
    if (passage.place.kind != Place::Kind::subject) out += passage.text + "\n";
  }
  return out;
}

std::string filled_in(const std::string& text, const Outcome& outcome, const Configuration& configuration) {
  std::string out = text;
  std::map<size_t, std::string> in_place;  // values for blanks where wrong ones stood, by where that was
  for (const Verdict& verdict : outcome.verdicts) {
    for (const Judged& judged : verdict.requirements) {
      const std::string key = "requirement." + judged.id + ".label";
      if (!configuration.texts.has(key)) continue;
      const std::string line = configuration.texts.get(key) + ": " + std::string(kBlank);
      const std::string value = judged.id == "question" ? "Почему программа закрывается с ошибкой при входе?"
                                                        : example_value(judged.id, configuration.texts);
      const size_t at = out.find(line);
      if (at != std::string::npos) {
        out.replace(at + line.size() - kBlank.size(), kBlank.size(), value);
      } else if (judged.status == Status::invalid && !judged.finding.wrong.empty()) {
        in_place[judged.finding.wrong.front().evidence.offset] = value;
      }
    }
  }
  for (const auto& [offset, value] : in_place) {
    const size_t at = out.find(kBlank);
    if (at != std::string::npos) out.replace(at, kBlank.size(), value);
  }
  return out;
}

void expect_lawful(const std::string& octets) {
  size_t line = 0;
  size_t longest = 0;
  bool bare = false;
  bool raw = false;
  for (size_t i = 0; i < octets.size(); ++i) {
    const char c = octets[i];
    bare = bare || (c == '\n' && (i == 0 || octets[i - 1] != '\r')) ||
           (c == '\r' && (i + 1 == octets.size() || octets[i + 1] != '\n'));
    raw = raw || (c & 0x80) != 0 || c == '\0';
    line = c == '\n' ? 0 : line + 1;
    longest = std::max(longest, line);
  }
  EXPECT_FALSE(bare) << "a bare CR or LF";
  EXPECT_FALSE(raw) << "octets beyond ASCII";
  EXPECT_LE(longest, 999u) << "with the CR";
}

}  // namespace pismovod::test
