// The lines that a sender is given must themselves be what the rules ask for: a draft with its blanks
// filled by the examples of the texts passes, for every mailbox and scenario that is shipped.

#include <gtest/gtest.h>

#include "actions/wording.h"
#include "notice/fill_in.h"
#include "notice/notices.h"
#include "support/attachments.h"

namespace pismovod::test {
namespace {

struct Case {
  std::string mailbox;
  std::string scenario;
  std::string words;  // by which a letter falls in it
};

const std::vector<Case>& cases() {
  static const std::string question = "Не проходит активация, помогите, пожалуйста, разобраться с ошибкой.";
  static const std::vector<Case> all = {
      {"zakaz@1c.ru", "general", "Подскажите, почему статус на сайте не меняется вторую неделю?"},
      {"zakaz@1c.ru", "change", "Прошу изменить позицию в заявке, клиент передумал."},
      {"zakaz@1c.ru", "expedite", "Просим ускорить рассмотрение заявки, клиент внёс доплату."},
      {"zakaz@1c.ru", "cancel", "Просим отменить заявку."},
      {"zakaz@1c.ru", "key", "У клиента сломался ключ защиты USB, просим его заменить."},
      {"hline@1c.ru", "technical", question},
      {"hline@1c.ru", "registration", "Просим зарегистрировать продукт на нашего клиента."},
      {"hline@1c.ru", "reregistration", "Просим провести перерегистрацию продукта на новую организацию."},
      {"hline@1c.ru", "reregistration",
       "Просим провести перерегистрацию. Карточка утеряна, просим обойтись без карточки."},
      {"hline@1c.ru", "restoration", "Просим восстановить регистрационную анкету."},
      {"v8@1c.ru", "any", question},
      {"lic@1c.ru", "any", question},
      {"sales@1c.ru", "any", question},
      {"fran@1c.ru", "any", question},
      {"its@1c.ru", "any", question},
      {"its.otr@1c.ru", "any", question},
      {"itsotr@1c.ru", "any", ""},
      {"webits-info@1c.ru", "any", ""},
      {"sovmest@1c.ru", "any", question},
      {"zar@1c.ru", "any", question},
      {"partner@1ci.com", "any", question},
      {"ck_corp@1c.ru", "any", question},
      {"ckerp@1c.ru", "any", question},
      {"partner@rarus.ru", "any", ""},
  };
  return all;
}

// A picture for each file that is wanted: judged by its kind, it is never what a letter fails for.
std::vector<Attached> pictures(const FillIn& form) {
  std::vector<Attached> out;
  for (size_t i = 0; i < form.attach.size(); ++i) {
    out.push_back({form.attach[i] + ".png", "image/png", png_picture(1000, static_cast<unsigned>(1400 + i))});
  }
  return out;
}

std::string failures(const Outcome& outcome, const Texts& texts) {
  std::string out;
  for (const Verdict& verdict : outcome.verdicts) {
    for (const Judged& judged : verdict.requirements) {
      const bool bad = judged.status == Status::missing || judged.status == Status::invalid;
      if (!bad || judged.level == Level::should) continue;
      out += judged.id + " " + std::string(name_of(judged.status)) + " " + texts.reason(judged.reason) + "; ";
    }
  }
  return out;
}

const std::vector<RequirementUse>& uses_of(const Mailbox& mailbox, const std::string& scenario) {
  for (const Scenario& s : mailbox.scenarios) {
    if (s.name == scenario) return s.requirements;
  }
  return mailbox.requirements;
}

TEST(Blanks, EveryMailboxAndScenarioHasItsCase) {
  for (const Mailbox& mailbox : test_configuration().mailboxes) {
    std::vector<std::string> scenarios = {mailbox.otherwise};
    for (const Scenario& s : mailbox.scenarios) scenarios.push_back(s.name);
    for (const std::string& name : scenarios) {
      bool known = false;
      for (const Case& c : cases()) known = known || (c.mailbox == mailbox.address && c.scenario == name);
      EXPECT_TRUE(known) << mailbox.address << " " << name;
    }
  }
}

TEST(Blanks, FilledDraftOfANoticePasses) {
  for (const Case& c : cases()) {
    SCOPED_TRACE(c.mailbox + " " + c.scenario + ": " + c.words);
    const std::string words = c.words.empty() ? "Здравствуйте!" : c.words;
    const TestLetter letter = plain_letter(c.mailbox, "Обращение", words);
    Made made = made_for(letter, [](NoticeRules&, NoticeRequest& request, Envelope&) {
      if (request.action == Action::accept) request.action = Action::annotate;
    });
    ASSERT_EQ(made.outcome.verdicts.size(), 1u);
    EXPECT_EQ(made.outcome.verdicts.front().scenarios, std::vector<std::string>{c.scenario});
    if (!made.composed) continue;  // the letter is complete already
    const Opened draft(made.composed->draft);
    const std::string text = filled_in(draft.text(), made.outcome, test_configuration());
    EXPECT_EQ(text.find(kBlank), std::string::npos) << text;
    std::vector<Attached> files;
    for (const Verdict& verdict : made.outcome.verdicts) {
      for (const Judged& judged : verdict.requirements) {
        if (!is_attached(judged.id, test_configuration().texts)) continue;
        const auto height = static_cast<unsigned>(1400 + files.size());
        files.push_back(
            {title_of(judged.id, test_configuration().texts) + ".png", "image/png", png_picture(1000, height)});
      }
    }
    const Outcome again = judged_by_names(letter_with(c.mailbox, draft.field("Subject"), text, files));
    EXPECT_EQ(failures(again, test_configuration().texts), "") << text;
    ASSERT_EQ(again.verdicts.size(), 1u);
    EXPECT_FALSE(again.verdicts.front().fails()) << text;
    EXPECT_EQ(again.verdicts.front().scenarios, std::vector<std::string>{c.scenario}) << text;
  }
}

TEST(Blanks, UnfilledDraftStillFails) {
  const TestLetter letter = plain_letter("lic@1c.ru", "Обращение", "Не проходит активация, помогите разобраться.");
  const Made made = made_for(letter);
  ASSERT_TRUE(made.composed);
  const Opened draft(made.composed->draft);
  const Outcome again = judged_by_names(plain_letter("lic@1c.ru", draft.field("Subject"), draft.text()));
  EXPECT_TRUE(again.verdicts.front().fails());
}

TEST(Blanks, FilledTemplatePasses) {
  const Configuration& configuration = test_configuration();
  for (const Case& c : cases()) {
    SCOPED_TRACE(c.mailbox + " " + c.scenario + ": " + c.words);
    const Mailbox& mailbox = *configuration.mailbox_of(parse_path(c.mailbox));
    const std::vector<std::string> fields = template_fields(mailbox, uses_of(mailbox, c.scenario));
    const FillIn form = make_fill_in(fields, {}, &configuration.organizations.front(), configuration.texts);
    Outcome asked;
    asked.verdicts.emplace_back();
    for (const std::string& id : fields) asked.verdicts.front().requirements.push_back({id, {}, {}, {}, {}, {}, {}});
    std::string text = "Здравствуйте!\r\n\r\n" + c.words + "\r\n";
    for (const std::string& line : form.written()) text += line + "\r\n";
    const std::string subject = form.subject.empty() ? "Обращение" : form.subject;
    const Outcome outcome =
        judged_by_names(letter_with(c.mailbox, subject, filled_in(text, asked, configuration), pictures(form)));
    EXPECT_FALSE(outcome.verdicts.front().fails()) << failures(outcome, configuration.texts) << text;
  }
}

TEST(Blanks, RequestFormOfItsotrIsWhole) {
  const Configuration& configuration = test_configuration();
  const Mailbox& mailbox = *configuration.mailbox_of(parse_path("itsotr@1c.ru"));
  const FillIn form = make_fill_in(template_fields(mailbox, mailbox.requirements), {}, nullptr, configuration.texts);
  std::string all;
  for (const std::string& line : form.written()) all += line + "\n";
  for (const char* field :
       {"Контактное лицо", "Дистрибьютор", "Базовая поставка", "Рег. номер", "Товар", "ИНН клиента"})
    EXPECT_NE(all.find(field), std::string::npos) << field;
}

}  // namespace
}  // namespace pismovod::test
