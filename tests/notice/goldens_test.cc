// Notices read in full: each stands whole in goldens/NAME.txt, its subject, its text and the text of its draft.
// PISMOVOD_GOLDENS=write writes them anew; then a person reads what has changed.

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "notice/notices.h"
#include "support/attachments.h"

namespace pismovod::test {
namespace {

struct Golden {
  std::string name;
  TestLetter letter;
  Change change = {};
};

const char* const kWhole =
    "Здравствуйте!\r\n\r\nПартнер: ООО «Вектор-Софт», код партнера 14352\r\nКлиент: ООО «Ромашка», ИНН 7701234507\r\n"
    "Продукт: 1С:Бухгалтерия 8 ПРОФ, артикул 4601546116680, рег. номер 801234567\r\n"
    "Не проходит активация пин-кода, помогите, пожалуйста, разобраться.";

// The same with one thing in place of another.
std::string with(const std::string& old, const std::string& instead) {
  std::string out = kWhole;
  return out.replace(out.find(old), old.size(), instead);
}

Change as(Action action) {
  return [action](NoticeRules& rules, NoticeRequest& request, Envelope&) {
    request.action = action;
    rules.policy.action = action;
    if (action == Action::annotate) rules.policy.mode = Mode::annotate;
  };
}

Change together(Change one, Change other) {
  return [=](NoticeRules& rules, NoticeRequest& request, Envelope& envelope) {
    one(rules, request, envelope);
    other(rules, request, envelope);
  };
}

TestLetter to_two(const std::string& to, const std::string& other, const std::string& subject,
                  const std::string& body) {
  TestLetter out = plain_letter(to, subject, body);
  out.to = {to, other};
  return out;
}

std::vector<Golden> goldens() {
  const std::string no_number = with(", рег. номер 801234567", "");
  const Change may = [](NoticeRules& rules, NoticeRequest& request, Envelope&) {
    request.override_word = {OverrideState::none, true, "без проверки"};
    rules.settings.help = "Анна Петрова, доб. 123";
  };
  const Change no_reason = [](NoticeRules&, NoticeRequest& request, Envelope&) {
    request.override_word = {OverrideState::without_reason, true, "без проверки"};
  };
  const Change without_page = [](NoticeRules&, NoticeRequest& request, Envelope&) {
    request.reference = CaseReference{"3K7Q81B", ""};
  };
  const Change bare = [](NoticeRules& rules, NoticeRequest&, Envelope&) { rules.settings.draft_octets = 1000; };
  const Attached card{"Карточка.docx", "application/octet-stream", std::string(5000, 'x')};
  return {
      {"one-missing", plain_letter("lic@1c.ru", "Активация", no_number)},
      {"one-wrong", plain_letter("lic@1c.ru", "Активация", with("7701234507", "7701234508"))},
      {"missing-and-wrong",
       plain_letter(
           "lic@1c.ru", "Активация",
           "Клиент: ООО «Ромашка»\r\nИНН: 7701234508\r\nНе проходит активация пин-кода, помогите разобраться.")},
      {"partners-code-wrong", plain_letter("lic@1c.ru", "Активация", with("14352", "14353"))},
      {"partners-own-inn", plain_letter("lic@1c.ru", "Активация", with("7701234507", "7713456712"))},
      {"own-data-alone",
       plain_letter("fran@1c.ru", "Акт сверки", "Добрый день!\r\n\r\nПришлите, пожалуйста, акт сверки.")},
      {"technical", plain_letter("v8@1c.ru", "Ошибка", "Коллеги, программа закрывается при проведении. Релиз 3.1.30.")},
      {"request-number", plain_letter("zakaz@1c.ru", "Статус", "Подскажите, почему статус заявки не меняется?")},
      {"key",
       plain_letter("zakaz@1c.ru", "Ключ",
                    "У клиента ООО «Ромашка» сломался ключ защиты USB к 1С:Бухгалтерия 8 ПРОФ, просим заменить.")},
      {"payment",
       plain_letter("zakaz@1c.ru", "Ускорить", "Просим ускорить рассмотрение заявки WZ00581204, доплату клиент внёс.")},
      {"registration",
       plain_letter("hline@1c.ru", "Регистрация", "Просим зарегистрировать продукт на нашего клиента.")},
      {"reregistration", plain_letter("hline@1c.ru", "Перерегистрация",
                                      "Просим провести перерегистрацию продукта на новую организацию.")},
      {"application-alone", plain_letter("its@1c.ru", "Договор", "Просим зарегистрировать договор ИТС с клиентом.")},
      {"usb", plain_letter("sales@1c.ru", "Заказ",
                           "Просим продать клиенту ООО «Ромашка» ключ. Ранее приобретено: "
                           "1С:Розница 8 ПРОФ, рег. номер 801234567")},
      {"abroad", plain_letter("partner@1ci.com", "Hello", "Dear colleagues,\r\n\r\nwe would like to know the prices.")},
      {"two-mailboxes", to_two("lic@1c.ru", "zakaz@1c.ru", "Вопрос", "Не проходит активация, помогите разобраться.")},
      {"withheld", to_two("lic@1c.ru", "client@example.ru", "Активация", no_number), as(Action::withhold)},
      {"held", plain_letter("lic@1c.ru", "Активация", no_number), as(Action::hold)},
      {"annotated", plain_letter("lic@1c.ru", "Активация", no_number), as(Action::annotate)},
      {"who-may-override", plain_letter("lic@1c.ru", "Активация", no_number), may},
      {"tag-without-reason", plain_letter("lic@1c.ru", "[без проверки] Активация", no_number), no_reason},
      {"without-page", to_two("lic@1c.ru", "boss@vektor-soft.ru", "", no_number), without_page},
      {"with-files", letter_with("lic@1c.ru", "Активация", no_number, {card})},
      {"files-too-large", letter_with("lic@1c.ru", "Активация", no_number, {card}), bare},
  };
}

std::string written(const Golden& golden) {
  const Change fixed = [](NoticeRules&, NoticeRequest& request, Envelope&) {
    if (request.reference && request.reference->link.starts_with("https://mail.example.ru/c/"))
      request.reference = CaseReference{"3K7Q81B", "https://mail.example.ru/s/3K7Q81B-tl5x2k-Zm9vYmFy"};
    request.now =
        std::chrono::sys_days(std::chrono::year(2026) / 11 / 25) + std::chrono::hours(9) + std::chrono::minutes(5);
  };
  const Made made = made_for(golden.letter, golden.change ? together(fixed, golden.change) : fixed);
  if (!made.composed) return "no notice\n";
  std::string out = made.composed->subject + "\n\n" + made.composed->text;
  if (!made.composed->draft.empty()) {
    const Opened draft(made.composed->draft);
    out += "\n=== draft: " + draft.field("Subject") + "\n" + draft.text();
  }
  std::string plain;
  for (const char c : out) plain += c == '\r' ? "" : std::string(1, c);
  return plain;
}

size_t words_in(const std::string& text) {
  std::istringstream in(text.substr(0, text.find("\n=== draft")));
  size_t count = 0;
  for (std::string word; in >> word;) ++count;
  return count;
}

TEST(Goldens, NoticesReadAsTheyWereReadLast) {
  ::setenv("TZ", "Europe/Moscow", 1);
  ::tzset();
  const char* write = std::getenv("PISMOVOD_GOLDENS");
  std::vector<size_t> lengths;
  for (const Golden& golden : goldens()) {
    SCOPED_TRACE(golden.name);
    const std::string path = std::string(PISMOVOD_SOURCE_DIR) + "/tests/notice/goldens/" + golden.name + ".txt";
    const std::string now = written(golden);
    lengths.push_back(words_in(now));
    if (write != nullptr) std::ofstream(path) << now;
    std::ifstream in(path);
    std::ostringstream kept;
    kept << in.rdbuf();
    EXPECT_EQ(now, kept.str());
  }
  std::sort(lengths.begin(), lengths.end());
  EXPECT_LE(lengths[lengths.size() / 2], 130u) << "words of half of them: a notice is read in a minute or not at all";
}

}  // namespace
}  // namespace pismovod::test
