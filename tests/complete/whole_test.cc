// A letter that lacks the partner's own data alone, in many shapes: completed, it passes; and what is not completed.

#include <gtest/gtest.h>

#include <iostream>

#include "inspect/complete.h"
#include "inspect/services.h"
#include "support/relations.h"
#include "support/tools.h"

namespace pismovod::test {
namespace {

const Configuration& completing() {
  static const TemporaryFile file("[milter]\ncomplete = true\n");
  static const std::shared_ptr<const Configuration> configuration = configuration_with({file.path()});
  return *configuration;
}

struct Came {
  Outcome outcome;  // as inspected
  std::optional<Outcome> completed;
  std::string octets;  // of the completed letter's body
};

Came judged_whole(const TestLetter& letter, const Configuration& configuration = completing()) {
  static Services services(services_settings());
  const Message message = read_message(letter.octets, services.blocks(), {});
  Envelope envelope;
  envelope.reverse_path = parse_path(letter.from);
  for (const std::string& to : letter.to) envelope.recipients.push_back(make_recipient(to));
  const Patience patience(Patience::Clock::now() + std::chrono::minutes(30));
  const Tools tools = services.tools(patience);
  Structure structure;
  Came out;
  out.outcome = inspect(message, envelope, configuration, tools, &structure);
  out.completed = complete(message, envelope, configuration, tools, structure, out.outcome);
  if (!out.completed) return out;
  for_each_changed_span(message.body, out.completed->completion->change,
                        [&](std::string_view span) { out.octets += span; });
  return out;
}

// All that lic@ wants of the client, nothing of the partner.
constexpr const char* kText =
    "Добрый день!\r\n\r\nПросим объяснить, почему пин-код с диска не подходит при переустановке программы.\r\n\r\n"
    "Клиент: ООО «Ромашка»\r\nИНН: 7701234507\r\nПродукт: 1С:Бухгалтерия 8 ПРОФ\r\n"
    "Артикул: 4601546113412\r\nРег. номер: 801234567\r\n";

constexpr const char* kSignature = "\r\n-- \r\nИван Петров\r\nтел. +7 495 000-00-00\r\n";
constexpr const char* kQuote =
    "\r\n16.09.2026 10:15, Отдел лицензирования <lic@1c.ru> пишет:\r\n> Укажите, пожалуйста, данные.\r\n";

TestLetter letter_of(const std::string& text, const std::string& header = {}) {
  TestLetter out = plain_letter("lic@1c.ru", "Пин-код", text);
  out.octets.insert(0, header);
  return out;
}

TEST(Complete, WritesWhatTheConfigurationKnows) {
  const Came came = judged_whole(letter_of(std::string(kText) + kSignature));
  ASSERT_TRUE(came.completed);
  EXPECT_EQ(came.outcome.decision, Action::reject);
  EXPECT_EQ(came.completed->decision, Action::annotate);
  EXPECT_EQ(came.completed->completion->ids, (std::vector<std::string>{"partner_name", "partner_code"}));
  EXPECT_TRUE(judged(*came.completed, "partner_code").is_completed);
  EXPECT_FALSE(judged(*came.completed, "client_inn").is_completed);
  EXPECT_EQ(came.octets,
            std::string(kText) + "Партнер: ООО «Вектор-Софт»\r\nКод партнера: 14352\r\n" + kSignature + "\r\n");
  EXPECT_EQ(came.completed->completion->after,
            "Рег. номер: 801234567\nПартнер: ООО «Вектор-Софт»\nКод партнера: 14352");
}

TEST(Complete, InEveryWayToWriteTheSameLetter) {
  const std::vector<std::string> texts = {kText, std::string(kText) + kSignature, std::string(kText) + kQuote,
                                          std::string(kText) + kSignature + kQuote};
  size_t letters = 0;
  size_t done = 0;
  for (const std::string& text : texts) {
    const TestLetter base = letter_of(text);
    for (const Relation& relation : relations()) {
      TestLetter written = base;
      written.octets = relation.rewrite(base.octets);
      const Came came = judged_whole(written);
      ++letters;
      done += came.completed ? 1 : 0;
      if (!came.completed) {
        std::cout << "left alone: " << relation.name << "\n";
        continue;
      }
      EXPECT_EQ(came.completed->decision, Action::annotate) << relation.name;
    }
  }
  std::cout << done << " of " << letters << " completed\n";
  EXPECT_GT(done * 10, letters * 8);
}

TEST(Complete, NotWhereAnythingElseIsMissing) {
  std::string text = kText;
  text.erase(text.find("ИНН: "), std::string("ИНН: 7701234507\r\n").size());
  EXPECT_FALSE(judged_whole(letter_of(text)).completed);
}

TEST(Complete, NotWhereTheOwnDatumIsWrong) {
  EXPECT_FALSE(judged_whole(letter_of(std::string(kText) + "Код партнера: 14353\r\n")).completed);
}

TEST(Complete, NotUnlessItIsAskedFor) {
  EXPECT_FALSE(judged_whole(letter_of(kText), test_configuration()).completed);
  const TemporaryFile off("[milter]\ncomplete = true\n[mailbox.\"lic@1c.ru\"]\ncomplete = false\n");
  EXPECT_FALSE(judged_whole(letter_of(kText), *configuration_with({off.path()})).completed);
  const TemporaryFile watched("[milter]\ncomplete = true\nmode = \"observe\"\n");
  EXPECT_FALSE(judged_whole(letter_of(kText), *configuration_with({watched.path()})).completed);
}

TEST(Complete, NotOfAStranger) {
  TestLetter letter = letter_of(kText);
  letter.from = "somebody@elsewhere.ru";
  letter.octets.replace(letter.octets.find("ivanov@vektor-soft.ru"), 21, "somebody@elsewhere.ru");
  EXPECT_FALSE(judged_whole(letter).completed);
}

TEST(Complete, NothingThatIsSignedOrSealed) {
  EXPECT_FALSE(judged_whole(letter_of(kText, "DKIM-Signature: v=1; d=vektor-soft.ru; b=x\r\n")).completed);
  const std::string pgp = "-----BEGIN PGP SIGNED MESSAGE-----\r\nHash: SHA256\r\n\r\n";
  EXPECT_FALSE(judged_whole(letter_of(pgp + kText +
                                      "-----BEGIN PGP SIGNATURE-----\r\n\r\niQ\r\n=abcd\r\n"
                                      "-----END PGP SIGNATURE-----\r\n"))
                   .completed);
  TestLetter signed_letter = letter_of(kText);
  const std::string type = "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n";
  const size_t at = signed_letter.octets.find(type);
  ASSERT_NE(at, std::string::npos);
  signed_letter.octets.replace(at, type.size(),
                               "Content-Type: multipart/signed; boundary=b; micalg=sha-256;\r\n"
                               " protocol=\"application/pkcs7-signature\"\r\n");
  signed_letter.octets.insert(signed_letter.octets.find("\r\n\r\n") + 4, "--b\r\n" + type + "\r\n");
  signed_letter.octets +=
      "\r\n--b\r\nContent-Type: application/pkcs7-signature; name=smime.p7s\r\n"
      "Content-Transfer-Encoding: base64\r\n\r\nMIAGCSqGSIb3\r\n--b--\r\n";
  const Came came = judged_whole(signed_letter);
  EXPECT_TRUE(came.outcome.verdicts.front().fails());
  EXPECT_FALSE(came.completed);
}

}  // namespace
}  // namespace pismovod::test
