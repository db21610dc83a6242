// The verdict is about what a letter says, not about how its octets say it: every letter of
// tests/letters, written in another way, is judged as before. Pictures are not read by OCR here.

#include <gtest/gtest.h>

#include "base/file.h"
#include "inspect/services.h"
#include "support/expectation.h"
#include "support/relations.h"
#include "support/tools.h"

namespace pismovod::test {
namespace {

struct Case {
  std::string name;
  std::vector<std::string> to;
  std::string from;
  std::string octets;
};

// What is large is an attachment, and is rewritten as a small one is.
constexpr size_t kLargest = 24000;
constexpr size_t kShards = 16;  // of letters, so that several processors have work

const std::vector<Case>& cases() {
  static const std::vector<Case> all = [] {
    std::vector<Case> out;
    for (const char* folder : {"acceptance", "own"}) {
      const std::string path = source_folder() + "/tests/letters/" + folder;
      for (const std::string& name : letters_in(path)) {
        std::string octets = *read_file(path + "/" + name + ".eml");
        if (octets.size() > kLargest) continue;
        const Expectation expectation = read_expectation(path + "/" + name + ".expect.json");
        out.push_back({name, expectation.to, expectation.from, std::move(octets)});
      }
    }
    return out;
  }();
  return all;
}

// Everything that a verdict says of what is there, a line each.
using Said = std::map<std::string, std::string>;

// A citation is no value: it may be cut or spaced otherwise.
std::string values_of(const Judged& judged) {
  if (judged.id == "question") return "";
  std::set<std::string> values;
  for (const Fact& fact : judged.finding.right) values.insert(fact.value);
  std::string out;
  for (const std::string& value : values) out += " «" + value + "»";
  return out;
}

Said said_in(const Outcome& outcome) {
  Said out;
  for (const Verdict& verdict : outcome.verdicts) {
    std::string& scenarios = out[verdict.mailbox + " scenarios"];
    for (const std::string& scenario : std::set(verdict.scenarios.begin(), verdict.scenarios.end())) {
      scenarios += " " + scenario;
    }
    for (const Judged& judged : verdict.requirements) {
      out[verdict.mailbox + " " + judged.id] = std::string(name_of(judged.status)) + values_of(judged);
    }
  }
  return out;
}

std::string difference(const Said& before, const Said& after) {
  std::string out;
  for (const auto& [what, was] : before) {
    const auto now = after.find(what);
    const std::string is = now == after.end() ? "(nothing)" : now->second;
    if (is != was) out += "\n    " + what + ": " + was + " → " + is;
  }
  for (const auto& [what, is] : after) {
    if (!before.contains(what)) out += "\n    " + what + ": (nothing) → " + is;
  }
  return out;
}

Services& services() {
  static Services made([] {
    Settings settings = services_settings();
    settings.readers.ocr = false;
    return settings;
  }());
  return made;
}

Outcome judge_message(const Case& letter, const Message& message) {
  Envelope envelope;
  envelope.reverse_path = parse_path(letter.from);
  envelope.has_null_reverse_path = letter.from == "<>";
  for (const std::string& to : letter.to) envelope.recipients.push_back(make_recipient(to));
  const Patience patience(Patience::Clock::now() + std::chrono::minutes(2));
  return inspect(message, envelope, test_configuration(), services().tools(patience));
}

Outcome judge_octets(const Case& letter, const std::string& octets) {
  return judge_message(letter, read_message(octets, services().blocks(), {}));
}

// A share of the letters each, all relations of a letter together: what it was before is judged once.
class Relations : public ::testing::TestWithParam<size_t> {};

TEST_P(Relations, ChangeNoVerdict) {
  for (size_t i = GetParam(); i < cases().size(); i += kShards) {
    const Case& letter = cases()[i];
    const Said before = said_in(judge_octets(letter, letter.octets));
    for (const Relation& relation : relations()) {
      const std::string rewritten = relation.rewrite(letter.octets);
      if (rewritten == letter.octets) continue;
      const Said after = said_in(judge_octets(letter, rewritten));
      EXPECT_EQ(difference(before, after), "") << letter.name << " as " << relation.name;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Share, Relations, ::testing::Range<size_t>(0, kShards));

// The way of the milter: fields one by one, the body in chunks cut anywhere, most of it in a file.
Message message_in_chunks(const std::string& octets, size_t seed) {
  const Message whole = read_message(octets, services().blocks(), {});
  Message message{whole.header, Octets(services().blocks(), {1000, ::testing::TempDir()})};
  const std::string body = whole.body.read(0, whole.body.size());
  for (size_t at = 0; at < body.size();) {
    seed = seed * 6364136223846793005U + 1442695040888963407U;
    const size_t length = 1 + (seed >> 33U) % 97;
    message.body.append(std::string_view(body).substr(at, length));
    at += length;
  }
  return message;
}

TEST(Chunks, CutAnywhereChangeNoVerdict) {
  for (const Case& letter : cases()) {
    const Said before = said_in(judge_octets(letter, letter.octets));
    const Said after = said_in(judge_message(letter, message_in_chunks(letter.octets, letter.octets.size())));
    EXPECT_EQ(difference(before, after), "") << letter.name;
  }
}

// A forwarded letter gives data as an attachment does. Whose signature stands in it is known of
// configured senders only; what the sender says himself it does not give.
const std::set<std::string> kData = {"partner_name",   "partner_code",   "client_name",     "client_inn",
                                     "client_kpp",     "product_name",   "product_article", "product_reg_number",
                                     "nfr_reg_number", "config_release", "request_number",  "owned_products"};

Said data_found(const Outcome& outcome) {
  Said out;
  for (const Verdict& verdict : outcome.verdicts) {
    for (const Judged& judged : verdict.requirements) {
      if (kData.contains(judged.id) && judged.status != Status::waived)
        out[verdict.mailbox + " " + judged.id] = std::string(name_of(judged.status));
    }
  }
  return out;
}

class Forwarded : public ::testing::TestWithParam<const char*> {};

TEST_P(Forwarded, LetterGivesItsData) {
  for (const Case& letter : cases()) {
    if (test_configuration().organization_of(parse_path(letter.from), {}) == nullptr) continue;
    const Said before = data_found(judge_octets(letter, letter.octets));
    const Outcome outcome = judge_octets(letter, forwarded(letter.octets, GetParam()));
    const Said after = data_found(outcome);
    const bool is_unsure =
        std::ranges::any_of(outcome.verdicts, [](const Verdict& v) { return !v.matter.unsure.empty(); });
    for (const auto& [what, status] : before) {
      const auto now = after.find(what);
      // The matter is told by the sender's own words, and the cover has none: what one matter owes is open then.
      if (is_unsure && status == "missing" && now != after.end() && now->second == "unverified") continue;
      EXPECT_EQ(now == after.end() ? status : now->second, status) << letter.name << ": " << what;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(In, Forwarded, ::testing::Values("8bit", "base64"),
                         [](const auto& test) { return std::string(test.param[0] == '8' ? "Plain" : "Base64"); });

}  // namespace
}  // namespace pismovod::test
