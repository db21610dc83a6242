// Answers of 1C: what they ask for, which letter they answer, and what that says of the rules.
#include "replay/answers.h"

#include <gtest/gtest.h>

#include "replay/report.h"

namespace pismovod {
namespace {

const Configuration& shipped() {
  static const LoadedConfiguration loaded = load_configuration({PISMOVOD_SOURCE_DIR "/config/pismovod.toml"});
  return *loaded.configuration;
}

std::optional<FirmAnswer> answer(const std::string& text, const std::string& from = "petrova@1c.ru",
                                 const std::string& more = "In-Reply-To: <1@vektor.test>\n") {
  static BlockPool pool;
  static const AnswerReader reader(shipped());
  const Message message = read_message(
      "From: " + from + "\nTo: ivan@vektor.test\nSubject: Re: question\n" + more +
          "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n" + text +
          "\n",
      pool, {});
  return reader.read(message, pool);
}

std::string asked(const std::string& text) {
  const auto read = answer(text);
  if (!read) return "no answer";
  std::string out;
  for (const FirmRequest& request : read->requests) out += (out.empty() ? "" : " ") + request.requirement;
  return out;
}

TEST(AnswerReader, WhatIsAskedFor) {
  EXPECT_EQ(asked("Добрый день!\n\nПришлите, пожалуйста, ИНН клиента."), "client_inn");
  EXPECT_EQ(asked("В Вашем письме не указан номер релиза."), "config_release");
  EXPECT_EQ(asked("Какой у вас код партнера?"), "partner_code");
  EXPECT_EQ(asked("Просим сообщить регистрационный номер программного продукта."), "product_reg_number");
  EXPECT_EQ(asked("Нужен ещё скан платежного поручения с отметкой банка."), "payment_order_scan");
  EXPECT_EQ(
      asked("Для рассмотрения обращения укажите:\n- ИНН клиента;\n- номер релиза;\n- артикул.\n\nС уважением, Петрова"),
      "client_inn config_release product_article");
  EXPECT_EQ(asked("Пришлите, пожалуйста, следующие данные:\n\nИНН клиента\nартикул\n\nЛогин: 1\nРелиз бюллетеня 5"),
            "client_inn product_article");
}

TEST(AnswerReader, WhatIsNotAskedFor) {
  EXPECT_EQ(asked("Здравствуйте! Лицензия активирована, ИНН клиента в базе верный."), "");
  EXPECT_EQ(asked("ИНН указывать не нужно, достаточно регистрационного номера."), "");
  EXPECT_EQ(asked("Обновите программу до релиза 3.0.150.28, ошибка исправлена."), "");
  EXPECT_EQ(asked("Узнать номер релиза можно в окне «О программе»."), "");
  EXPECT_EQ(asked("Спасибо, исправили.\n\n> Пришлите, пожалуйста, ИНН клиента."), "");
  EXPECT_EQ(asked("Пришлите, пожалуйста, актуальные новости."), "");
}

TEST(AnswerReader, OnlyPeopleOf1CThatAnswer) {
  EXPECT_FALSE(answer("Пришлите ИНН.", "anna@elsewhere.test"));
  EXPECT_FALSE(answer("Пришлите ИНН.", "petrova@1c.ru", ""));
  EXPECT_FALSE(answer("Ваше обращение зарегистрировано."));
  EXPECT_TRUE(answer("Ваше обращение получено. Укажите ИНН клиента."));
  EXPECT_FALSE(
      answer("Меня нет на месте.", "petrova@1c.ru", "In-Reply-To: <1@vektor.test>\nAuto-Submitted: auto-replied\n"));
}

Outcome outcome(Status inn, const std::string& mailbox = "lic@1c.ru") {
  Judged judged;
  judged.id = "client_inn";
  judged.status = inn;
  Outcome out;
  out.verdicts.push_back({mailbox, mailbox, {"any"}, {judged}, {}});
  return out;
}

FirmAnswer said(const std::string& id, const std::string& requirement = {}, const std::string& from = "petrova@1c.ru") {
  FirmAnswer out{from, {id}, {}};
  if (!requirement.empty()) out.requests.push_back({requirement, "пришлите"});
  return out;
}

Correspondence correspondence() {
  Correspondence out;
  out.add("asked.eml", said("<missed>", "client_inn"));  // in whatever order they come
  out.add("missed.eml", "<missed>", outcome(Status::found));
  out.add("right.eml", "<right>", outcome(Status::missing));
  out.add("wrongly.eml", "<wrongly>", outcome(Status::invalid));
  out.add("passed.eml", "<passed>", outcome(Status::unverified));
  out.add("silence.eml", "<silence>", outcome(Status::missing));
  out.add("a.eml", said("<right>", "client_inn"));
  out.add("b.eml", said("<wrongly>"));
  out.add("c.eml", said("<passed>"));
  out.add("d.eml", said("<silence>", "client_inn", "someone@rarus.ru"));  // of another mailbox's domain
  return out;
}

TEST(Answers, JudgeTheRules) {
  const AnswersJudgement judged = judged_by_answers(correspondence());
  ASSERT_EQ(judged.size(), 1U);
  const MailboxAnswers& lic = judged.at("lic@1c.ru");
  EXPECT_EQ(lic.answered, 4U);
  EXPECT_EQ(lic.passed, 1U);
  EXPECT_EQ(lic.refused, 1U);
  EXPECT_EQ(lic.missed, 1U);
  EXPECT_EQ(lic.wrongly, 1U);
  const RequirementAnswers& inn = lic.requirements.at("client_inn");
  EXPECT_EQ(inn.owed, 4U);
  EXPECT_EQ(inn.right.letters, 1U);
  EXPECT_EQ(inn.missed.letters, 1U);
  EXPECT_EQ(inn.missed.shown.at(0).letter, "missed.eml");
  EXPECT_EQ(inn.missed.shown.at(0).answer, "asked.eml");
  EXPECT_EQ(inn.wrongly.shown.at(0).letter, "wrongly.eml");
}

TEST(Answers, TheNearestLetterIsAnswered) {
  Correspondence all;
  all.add("1.eml", "<1>", outcome(Status::missing));
  all.add("2.eml", "<2>", outcome(Status::found));
  FirmAnswer answer = said("<1>", "client_inn");
  answer.ids = {"<1>", "<2>"};
  all.add("answer.eml", answer);
  EXPECT_EQ(judged_by_answers(all).at("lic@1c.ru").requirements.at("client_inn").missed.shown.at(0).letter, "2.eml");
}

TEST(Answers, OfOneOfSeveralMailboxesOnlyItsOwnAddressTells) {
  Correspondence all;
  Outcome both = outcome(Status::missing);
  both.verdicts.push_back(outcome(Status::missing, "v8@1c.ru").verdicts.front());
  all.add("1.eml", "<1>", both);
  all.add("answer.eml", said("<1>", "client_inn"));
  EXPECT_TRUE(judged_by_answers(all).empty());
  all.add("answer2.eml", said("<1>", "client_inn", "V8@1c.ru"));
  EXPECT_EQ(judged_by_answers(all).count("v8@1c.ru"), 1U);
}

TEST(Answers, StandInEveryReportAndInTheState) {
  ReplayResult result;
  result.correspondence = correspondence();
  result.correspondence.answers[0].answer.requests[0].said = "<b>пришлите</b>";
  const std::string text = replay_text(result, shipped().texts);
  EXPECT_NE(text.find("missed.eml"), std::string::npos) << text;
  EXPECT_NE(text.find("wrongly.eml"), std::string::npos);
  const std::string html = replay_html(result, shipped().texts);
  EXPECT_NE(html.find("missed.eml"), std::string::npos);
  EXPECT_EQ(html.find("<b>"), std::string::npos);
  EXPECT_NE(replay_json(result).find("\"wrongly\":{\"letters\":1,\"shown\":[{\"letter\":\"wrongly.eml\""),
            std::string::npos)
      << replay_json(result);
  const ReplayState state{"a", 1, result};
  const auto read = read_state(state_json(state));
  ASSERT_TRUE(read);
  EXPECT_EQ(state_json(*read), state_json(state));
}

}  // namespace
}  // namespace pismovod
