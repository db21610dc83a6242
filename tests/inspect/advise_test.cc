// What the client list says of letters: doubts where it should, none where it should not, and values to fill in.

#include "inspect/advise.h"

#include <gtest/gtest.h>

#include <iostream>

#include "base/file.h"
#include "base/fold.h"
#include "support/expectation.h"
#include "support/tools.h"

namespace pismovod::test {
namespace {

Outcome advised(const TestLetter& letter, const std::string& list) {
  const TemporaryFile file(list, ".csv");
  RegisterSettings settings;
  settings.clients = file.path();
  const FirmRegister firms(std::move(settings));
  Outcome out = judge(letter);
  advise(out, firms, FirmRegister::Deadline::max());
  return out;
}

TestLetter letter(const std::string& client, const std::string& inn, const std::string& number = "801234567") {
  std::string text = "Добрый день!\r\nПартнер: Вектор-Софт, код 14352.\r\nПочему пин-код не подходит?\r\n";
  if (!client.empty()) text += "Клиент: " + client + "\r\n";
  if (!inn.empty()) text += "ИНН: " + inn + "\r\n";
  text += "Продукт: 1С:Бухгалтерия 8 ПРОФ\r\nАртикул: 4601546113412\r\n";
  if (!number.empty()) text += "Рег. номер: " + number + "\r\n";
  return plain_letter("lic@1c.ru", "Пин-код", text);
}

std::vector<std::string> doubts(const Outcome& outcome) {
  std::vector<std::string> out;
  for (const Advisory& advisory : outcome.advisories) out.push_back(advisory.what.key);
  return out;
}

std::string offered(const Outcome& outcome, const std::string& id) {
  for (const Offer& offer : outcome.offers) {
    if (offer.id == id) return offer.value;
  }
  return {};
}

constexpr const char* kList =
    "Наименование;ИНН;КПП;Рег. номер\nООО «Ромашка»;7701234507;770101001;801234567\n"
    "ООО «Лютик»;6608123455;660801001;801111111\n";

TEST(Advise, NothingOfALetterThatAgrees) {
  const Outcome outcome = advised(letter("ООО «Ромашка»", "7701234507"), kList);
  EXPECT_EQ(doubts(outcome), std::vector<std::string>());
  EXPECT_TRUE(outcome.offers.empty());
}

TEST(Advise, AnotherFirmsNumber) {
  const Outcome outcome = advised(letter("ООО «Ромашка»", "6608123455", "801111111"), kList);
  EXPECT_EQ(doubts(outcome), std::vector<std::string>{"firm_name"});
  EXPECT_EQ(outcome.advisories.front().what.gaps.at("name"), "ООО «Лютик»");
  EXPECT_EQ(outcome.decision, judge(letter("ООО «Ромашка»", "6608123455", "801111111")).decision);
}

TEST(Advise, ANumberOfAnotherClient) {
  EXPECT_EQ(doubts(advised(letter("ООО «Ромашка»", "7701234507", "801111111"), kList)),
            std::vector<std::string>{"reg_number_of_another"});
  EXPECT_EQ(doubts(advised(letter("ООО «Ромашка»", "7701234507", "809999999"), kList)), std::vector<std::string>());
}

TEST(Advise, NothingOfAFirmThatNobodyKnows) {
  EXPECT_EQ(doubts(advised(letter("ООО «Незнакомка»", "7713456712"), kList)), std::vector<std::string>());
}

TEST(Advise, OffersWhatTheLetterLacks) {
  const Outcome outcome = advised(letter("ООО «Ромашка»", ""), kList);
  EXPECT_EQ(offered(outcome, "client_inn"), "7701234507");
  EXPECT_EQ(offered(outcome, "product_reg_number"), "");  // the letter has it
  const Outcome other = advised(letter("ООО «Ромашка»", "7701234507", ""), kList);
  EXPECT_EQ(offered(other, "product_reg_number"), "801234567");
  EXPECT_EQ(offered(advised(letter("ООО «Незнакомка»", ""), kList), "client_inn"), "");
}

Outcome advised_by_prices(const TestLetter& letter) {
  const PriceList prices({{"4601546113412", "1С:Бухгалтерия 8 ПРОФ", false},
                          {"4601546080875", "1С:Зарплата и управление персоналом 8 ПРОФ", true},
                          {"2900001850162", "1С:Управление торговлей 8 ПРОФ", false}});
  Outcome out = judge(letter);
  advise(out, prices);
  return out;
}

TEST(AdviseByPrices, ArticlesThatDoNotAgree) {
  TestLetter good = letter("ООО «Ромашка»", "7701234507");
  EXPECT_EQ(doubts(advised_by_prices(good)), std::vector<std::string>());
  const auto with = [&](const std::string& article) {
    TestLetter out = good;
    out.octets.replace(out.octets.find("4601546113412"), 13, article);
    return doubts(advised_by_prices(out));
  };
  EXPECT_EQ(with("2900001850162"), std::vector<std::string>{"article_name"});
  EXPECT_EQ(with("4601546044440"), std::vector<std::string>{"article_unknown"});
  EXPECT_EQ(with("4601546080875"), (std::vector<std::string>{"article_discontinued", "article_name"}));
}

TEST(AdviseByPrices, TheArticleOfAProductNamedInFull) {
  TestLetter lacking = letter("ООО «Ромашка»", "7701234507");
  const std::string line = "Артикул: 4601546113412\r\n";
  lacking.octets.erase(lacking.octets.find(line), line.size());
  const Outcome outcome = advised_by_prices(lacking);
  ASSERT_EQ(judged(outcome, "product_article").status, Status::missing);
  EXPECT_EQ(offered(outcome, "product_article"), "4601546113412");
}

// The register writes a firm's name in its own way; a letter that names it right is never doubted.
TEST(Advise, CompleteLettersAreNotDoubted) {
  size_t letters = 0;
  size_t doubted = 0;
  for (const char* folder : {"acceptance", "own"}) {
    const std::string path = source_folder() + "/tests/letters/" + folder;
    for (const std::string& name : letters_in(path)) {
      const Expectation expected = read_expectation(path + "/" + name + ".expect.json");
      if (expected.mailboxes.size() != 1 || !expected.mailboxes.front().fails.empty()) continue;
      const auto& values = expected.mailboxes.front().values;
      const auto inn = values.find("client_inn");
      const auto client = values.find("client_name");
      if (inn == values.end() || client == values.end() || inn->second.size() != 1) continue;
      const auto octets = read_file(path + "/" + name + ".eml");
      ASSERT_TRUE(octets);
      // What is attached to larger ones costs seconds to read, and says no more of names.
      constexpr size_t kLargest = 20'000;
      if (octets->size() > kLargest) continue;
      std::string list = "ИНН;Наименование\n" + inn->second.front() +
                         ";\"ОБЩЕСТВО С ОГРАНИЧЕННОЙ ОТВЕТСТВЕННОСТЬЮ \"\"" + client->second.front() + "\"\"\"\n";
      const Outcome outcome = advised({expected.from, expected.to, *octets}, list);
      ++letters;
      if (doubts(outcome).empty()) continue;
      ++doubted;
      std::cout << name << ": " << outcome.advisories.front().what.gaps.at("letter") << " / " << client->second.front()
                << "\n";
    }
  }
  std::cout << doubted << " of " << letters << " complete letters are doubted\n";
  EXPECT_LE(doubted * 100, letters);
}

}  // namespace
}  // namespace pismovod::test
