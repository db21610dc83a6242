// Conditions and what follows from them: which scenario a letter falls in, and what it owes.

#include <gtest/gtest.h>

#include "facts/readers.h"
#include "rules/judge.h"

namespace pismovod {
namespace {

// A letter of one's own words, with conditions made of phrases.
class Said {
 public:
  Said() : conditions_(words_), readers_(words_, catalogue_, {}) {}

  TermId term(const std::string& phrase) {
    const Phrases phrases = {*Phrase::parse(phrase)};
    return words_.term(phrases, true);
  }
  Condition said(const std::string& phrase) { return {term(phrase), 0}; }
  Condition asked(const std::string& phrase) { return {0, term(phrase)}; }

  Debt debt(const Mailbox& mailbox, const std::string& body, const std::string& quoted = "") {
    const Vocabulary vocabulary = *words_.build();
    Letter letter;
    letter.passages.push_back(make_passage({}, body));
    Place place;
    place.kind = Place::Kind::quoted;
    if (!quoted.empty()) letter.passages.push_back(make_passage(place, quoted));
    const Reading reading(letter, vocabulary, labels_, readers_, nullptr);
    return debt_of(mailbox, conditions_, reading);
  }

 private:
  Vocabulary::Builder words_;
  Catalogue catalogue_;
  LabelTerms labels_;
  ConditionReader conditions_;
  Readers readers_;
};

bool is_asked(const std::string& phrase, const std::string& text) {
  Said letter;
  Mailbox mailbox;
  mailbox.scenarios.push_back({"it", "", letter.asked(phrase), {}, {}});
  return letter.debt(mailbox, text).scenarios.front() == "it";
}

bool is_said(const std::string& phrase, const std::string& text) {
  Said letter;
  Mailbox mailbox;
  mailbox.scenarios.push_back({"it", "", letter.said(phrase), {}, {}});
  return letter.debt(mailbox, text).scenarios.front() == "it";
}

TEST(Condition, WhatIsAskedForHolds) {
  EXPECT_TRUE(is_asked("отмен* заявк*", "Просим отменить заявку WZ00123456."));
  EXPECT_TRUE(is_asked("отмен* заявк*", "Заявку просим отменить"));
  EXPECT_FALSE(is_asked("отмен* заявк*", "Просим ускорить заявку"));
  EXPECT_FALSE(is_asked("отмен* заявк*", "Просим отменить. Заявка наша."));
}

TEST(Condition, WhatIsDeniedDoesNot) {
  for (const char* text : {"Не отменяйте заявку", "Не надо отменять заявку", "Отменять заявку не нужно",
                           "Обойдёмся без отмены заявки", "Отменять заявку WZ00123456 мы не просим"}) {
    EXPECT_FALSE(is_asked("отмен* заявк*", text)) << text;
    EXPECT_FALSE(is_said("отмен* заявк*", text)) << text;
  }
}

TEST(Condition, WhatIsPastIsSaidAndNotAsked) {
  for (const char* text : {"Заявку уже отменили", "Заявка отменена", "После отмены заявки ничего не пришло",
                           "Отмена есть, заявка закрыта"}) {
    EXPECT_FALSE(is_asked("отмен* заявк*", text)) << text;
    EXPECT_TRUE(is_said("отмен* заявк*", text)) << text;
  }
  EXPECT_TRUE(is_asked("отмен* заявк*", "Просим, чтобы вы отменили заявку"));
  EXPECT_TRUE(is_asked("отмен* заявк*", "Отмените уже заявку!"));
}

TEST(Condition, ANameOfADatumAsksForNothing) {
  EXPECT_FALSE(is_asked("регистрац*", "Номер регистрации 801234567"));
  EXPECT_TRUE(is_asked("регистрац*", "Нужна регистрация"));
}

std::vector<std::string> ids(const std::vector<RequirementUse>& uses) {
  std::vector<std::string> out;
  for (const RequirementUse& use : uses) out.push_back(use.id);
  return out;
}

RequirementUse use(const std::string& id, Level level = Level::must) {
  RequirementUse out;
  out.id = id;
  out.level = level;
  return out;
}

using List = std::vector<std::string>;

TEST(Debt, OfALetterThatFallsInNoScenario) {
  Said letter;
  Mailbox mailbox;
  mailbox.otherwise = "general";
  mailbox.requirements = {use("question")};
  mailbox.scenarios.push_back({"cancel", "", letter.asked("отмен*"), {}, {use("cancel_reason")}});
  const Debt debt = letter.debt(mailbox, "Здравствуйте");
  EXPECT_EQ(debt.scenarios, List{"general"});
  EXPECT_EQ(ids(debt.owed), List{"question"});
}

TEST(Debt, OfAllScenariosOnce) {
  Said letter;
  Mailbox mailbox;
  mailbox.requirements = {use("question")};
  RequirementUse full = use("product_name");
  full.options["full"] = "true";
  mailbox.scenarios.push_back(
      {"cancel", "", letter.asked("отмен*"), {}, {use("number"), use("product_name", Level::should)}});
  mailbox.scenarios.push_back({"expedite", "", letter.asked("ускор*"), {}, {use("number"), full}});
  const Debt debt = letter.debt(mailbox, "Просим отменить одно и ускорить другое");
  EXPECT_EQ(debt.scenarios, (List{"cancel", "expedite"}));
  EXPECT_EQ(ids(debt.owed), (List{"number", "product_name"}));
  EXPECT_EQ(debt.owed[1].level, Level::must);
  EXPECT_TRUE(debt.owed[1].options.contains("full"));
}

TEST(Debt, AScenarioIsOffWhereItsUnlessIsMentioned) {
  Said letter;
  Mailbox mailbox;
  mailbox.otherwise = "general";
  mailbox.scenarios.push_back({"registration", "", letter.asked("регистрац*"), letter.said("касс*"), {}});
  EXPECT_EQ(letter.debt(mailbox, "Нужна регистрация").scenarios, List{"registration"});
}

TEST(Debt, AScenarioIsOffEvenWhereItsUnlessIsDenied) {
  Said letter;
  Mailbox mailbox;
  mailbox.otherwise = "general";
  mailbox.scenarios.push_back({"registration", "", letter.asked("регистрац*"), letter.said("касс*"), {}});
  EXPECT_EQ(letter.debt(mailbox, "Нужна регистрация, не кассы").scenarios, List{"general"});
}

TEST(Debt, ConditionsOfARequirement) {
  const auto made = [](const std::string& text) {
    Said letter;
    RequirementUse only = use("order");
    only.only_if = letter.said("оплат*");
    only.why_not = "нет речи об оплате";
    RequirementUse unless = use("card");
    unless.unless = letter.said("утер*");
    Mailbox mailbox;
    mailbox.requirements = {only, unless};
    return letter.debt(mailbox, text);
  };
  EXPECT_EQ(ids(made("Здравствуйте").owed), List{"card"});
  EXPECT_EQ(ids(made("Здравствуйте").waived), List{"order"});
  EXPECT_EQ(ids(made("оплата прошла").owed), (List{"order", "card"}));
  EXPECT_TRUE(made("оплата прошла").waived.empty());
  EXPECT_TRUE(ids(made("карточка утеряна").owed).empty());
  EXPECT_EQ(ids(made("карточка утеряна").waived), List{"order"});  // "card" says no reason
}

TEST(Debt, ScenariosAreLookedForInTheQuotedLetterWhereTheAnswerHasNone) {
  Said letter;
  Mailbox mailbox;
  mailbox.otherwise = "general";
  mailbox.scenarios.push_back({"cancel", "", letter.asked("отмен*"), {}, {}});
  EXPECT_EQ(letter.debt(mailbox, "Добавляю номер", "Просим отменить заявку").scenarios, List{"cancel"});
}

}  // namespace
}  // namespace pismovod
