#include "notice/notice.h"

#include <gtest/gtest.h>

#include <fstream>

#include "base/utf8.h"
#include "notice/notices.h"
#include "notice/papers.h"
#include "support/attachments.h"

namespace pismovod::test {
namespace {

const char* const kLetter =
    "Партнер: ООО «Вектор-Софт», код партнера 14352\r\nКлиент: ООО «Ромашка»\r\nИНН клиента: 7713456711\r\n"
    "Продукт: 1С:Бухгалтерия 8 ПРОФ, артикул 4601546116680\r\n"
    "Не проходит активация пин-кода, помогите, пожалуйста, разобраться.";

TestLetter incomplete(const std::string& to = "lic@1c.ru") { return plain_letter(to, "Активация", kLetter); }

bool has(const std::string& text, const std::string& what) { return text.find(what) != std::string::npos; }

// As one reads it: where its lines break does not count.
std::string flat(const std::string& text) {
  std::string out;
  for (const char c : text) {
    const bool is_blank = c == ' ' || c == '\n' || c == '\r';
    if (!is_blank || !out.ends_with(' ')) out += is_blank ? ' ' : c;
  }
  return out;
}

TEST(Notice, SaysWhatIsMissingAndWrongAndThere) {
  const Made made = made_for(incomplete());
  ASSERT_TRUE(made.notice);
  EXPECT_EQ(made.notice->recipient, "ivanov@vektor-soft.ru");
  const std::string& text = made.composed->text;
  EXPECT_TRUE(has(text, "«Активация»")) << text;
  EXPECT_TRUE(has(made.composed->subject, "Письмо на lic@1c.ru не ушло. Добавьте и исправьте: "))
      << made.composed->subject;
  EXPECT_TRUE(has(made.composed->subject, "[3K7Q81]")) << made.composed->subject;
  EXPECT_TRUE(has(text, "регистрационный номер продукта")) << text;
  EXPECT_TRUE(has(text, "например: «Рег. номер: 801234567»")) << text;
  EXPECT_TRUE(has(text, "7713456711")) << text;
  EXPECT_TRUE(has(text, "контрольная цифра не сходится")) << text;
  EXPECT_TRUE(has(text, "похоже на опечатку")) << text;
  EXPECT_FALSE(has(text, "14352")) << "what is right is not said again: " << text;
  EXPECT_TRUE(has(text, "ИНН клиента: __________")) << text;
  EXPECT_TRUE(has(text, "3K7Q81")) << text;
  EXPECT_TRUE(has(text, "https://mail.example.ru/c/3K7Q81")) << text;
  EXPECT_TRUE(has(made.composed->html, "<a href=\"https://mail.example.ru/c/3K7Q81\">"));
  for (const char* id : {"client_inn", "product_reg_number", "lic@1c.ru; verdict"}) EXPECT_FALSE(has(text, id)) << id;
}

TEST(Notice, HeaderIsThatOfAnAnswerOfAMachine) {
  TestLetter letter = incomplete();
  letter.octets = "Message-ID: <orig@vektor-soft.ru>\r\nReferences: <first@1c.ru>\r\n" + letter.octets;
  const Opened notice(made_for(letter).composed->octets);
  EXPECT_EQ(notice.field("Auto-Submitted"), "auto-replied");
  EXPECT_EQ(notice.field("In-Reply-To"), "<orig@vektor-soft.ru>");
  EXPECT_EQ(notice.field("References"), "<first@1c.ru> <orig@vektor-soft.ru>");
  EXPECT_EQ(notice.field("To"), "ivanov@vektor-soft.ru");
  EXPECT_TRUE(has(notice.field("From"), "<postmaster@vektor-soft.ru>")) << notice.field("From");
  EXPECT_EQ(notice.field("Return-Path"), "");
  EXPECT_TRUE(notice.letter().is_machine) << "it would itself be answered";
  EXPECT_EQ(Opened(made_for(letter).composed->draft).field("References"), "<first@1c.ru> <orig@vektor-soft.ru>");
}

TEST(Notice, TellsWhoGotTheLetterAndWhoDidNot) {
  TestLetter letter = incomplete();
  letter.to = {"lic@1c.ru", "client@example.ru"};
  const auto as = [&](Action action) {
    return made_for(letter,
                    [&](NoticeRules& rules, NoticeRequest& request, Envelope&) {
                      request.action = action;
                      rules.policy.action = action;
                      rules.settings.actions.push_back(Action::annotate);
                      if (action == Action::annotate) rules.policy.mode = Mode::annotate;
                    })
        .composed->text;
  };
  const auto says = [&](Action action, const std::string& what) { return has(flat(as(action)), what); };
  EXPECT_TRUE(says(Action::reject, "не получил никто из адресатов: lic@1c.ru, client@example.ru."));
  EXPECT_TRUE(says(Action::hold, "не получил никто из адресатов: lic@1c.ru, client@example.ru."));
  EXPECT_TRUE(says(Action::withhold, "на lic@1c.ru"));
  EXPECT_TRUE(says(Action::withhold, "Остальные адресаты его получили: client@example.ru."));
  EXPECT_TRUE(says(Action::annotate, "Его получили: lic@1c.ru, client@example.ru."));
}

TEST(Notice, IsDueForConfiguredActionsOnly) {
  const auto due = [](const Change& change) { return made_for(incomplete(), change).notice.has_value(); };
  EXPECT_TRUE(due({}));
  EXPECT_FALSE(due([](NoticeRules& r, NoticeRequest&, Envelope&) { r.settings.enabled = false; }));
  EXPECT_FALSE(due([](NoticeRules& r, NoticeRequest&, Envelope&) { r.settings.actions = {Action::hold}; }));
  EXPECT_FALSE(due([](NoticeRules&, NoticeRequest& q, Envelope&) { q.is_overridden = true; }));
  EXPECT_FALSE(due([](NoticeRules&, NoticeRequest&, Envelope& e) { e.client.clear(); })) << "the MTA bounces it";
  EXPECT_FALSE(due([](NoticeRules& r, NoticeRequest&, Envelope&) { r.policy.mode = Mode::observe; }));
  const TestLetter whole = plain_letter("fran@1c.ru", "Взаиморасчеты",
                                        "Партнер: ООО «Вектор-Софт», код партнера: 14352. Пришлите акт сверки за год.");
  EXPECT_FALSE(made_for(whole).notice.has_value());
}

TEST(Notice, GoesToSendersOfOursAlone) {
  BlockPool blocks;
  NoticeSettings settings;
  settings.domains = {"vektor-soft.ru"};
  const auto to = [&](const std::string& from, const std::string& login, const std::string& fields = "") {
    const Message message = read_message("Subject: x\r\n" + fields + "\r\nx\r\n", blocks, {});
    Envelope envelope;
    envelope.reverse_path = parse_path(from);
    envelope.has_null_reverse_path = from == "<>";
    envelope.authenticated = login;
    const auto address = notice_recipient(message, envelope, settings);
    return address ? address->text() : "";
  };
  EXPECT_EQ(to("ivanov@vektor-soft.ru", ""), "ivanov@vektor-soft.ru");
  EXPECT_EQ(to("info@vektor-soft.ru", "ivanov@vektor-soft.ru"), "ivanov@vektor-soft.ru");
  EXPECT_EQ(to("ivanov@vektor-soft.ru", "ivanov@corp.local"), "ivanov@vektor-soft.ru");
  EXPECT_EQ(to("ivanov@vektor-soft.ru", "ivanov"), "ivanov@vektor-soft.ru");
  EXPECT_EQ(to("victim@example.com", ""), "");
  EXPECT_EQ(to("victim@example.com", "ivanov"), "") << "a forged reverse-path is no sender of ours";
  EXPECT_EQ(to("<>", "ivanov@vektor-soft.ru"), "");
  for (const char* address :
       {"victim%example.com@vektor-soft.ru", "example.com!victim@vektor-soft.ru", "postmaster@vektor-soft.ru",
        "PostMaster@vektor-soft.ru", "MAILER-DAEMON@vektor-soft.ru"}) {
    EXPECT_EQ(to(address, ""), "") << address;
    EXPECT_EQ(to("ivanov@vektor-soft.ru", address), "") << address;
  }
  EXPECT_EQ(to("иван@vektor-soft.ru", ""), "");
  for (const char* fields : {"Auto-Submitted: auto-generated\r\n", "Precedence: bulk\r\n", "Precedence: list\r\n",
                             "List-Id: <a.example.ru>\r\n", "List-Unsubscribe: <mailto:a@b>\r\n"}) {
    EXPECT_EQ(to("ivanov@vektor-soft.ru", "", fields), "") << fields;
  }
  EXPECT_EQ(to("ivanov@vektor-soft.ru", "", "Auto-Submitted: no\r\n"), "ivanov@vektor-soft.ru");
  settings.domains.clear();
  EXPECT_EQ(to("ivanov@example.com", "ivanov"), "ivanov@example.com");
  EXPECT_EQ(to("ivanov@example.com", ""), "");
}

TEST(Notice, LettersOfMachinesGetNone) {
  TestLetter letter = incomplete();
  letter.octets = "Auto-Submitted: auto-generated\r\n" + letter.octets;
  EXPECT_FALSE(made_for(letter).notice.has_value());
}

TEST(Notice, LargeLettersDraftListsItsAttachments) {
  const TestLetter letter =
      letter_with("lic@1c.ru", "Активация", kLetter,
                  {{"Карточка предприятия.docx", "application/octet-stream", std::string(5000, 'x')}});
  const Made made =
      made_for(letter, [](NoticeRules& rules, NoticeRequest&, Envelope&) { rules.settings.draft_octets = 1000; });
  const Opened draft(made.composed->draft);
  EXPECT_TRUE(draft.files().empty());
  EXPECT_TRUE(has(draft.text(), "Карточка предприятия.docx")) << draft.text();
  EXPECT_TRUE(has(draft.text(), "Не проходит активация")) << draft.text();
  EXPECT_LT(made.composed->octets.size(), 40000u);
}

TEST(Notice, DraftHasItsLinesInEveryAlternative) {
  TestLetter letter;
  letter.octets =
      "From: ivanov@vektor-soft.ru\r\nTo: lic@1c.ru\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
      "Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
      "Помогите разобраться с активацией.\r\n--b\r\nContent-Type: text/html; charset=windows-1251\r\n\r\n"
      "<html><head><meta charset=\"windows-1251\"></head><body><p>\xCF\xEE\xEC\xEE\xE3\xE8\xF2\xE5 "
      "\xF0\xE0\xE7\xEE\xE1\xF0\xE0\xF2\xFC\xF1\xFF</p></body></html>\r\n--b--\r\n";
  const Made made = made_for(letter);
  const Opened draft(made.composed->draft);
  ASSERT_EQ(draft.letter().structure.entities.size(), 3u);
  for (const size_t part : {1u, 2u}) {
    const std::string text =
        decoded_content(draft.letter().structure, draft.message(), draft.letter().structure.entities[part], 100000);
    EXPECT_TRUE(has(text, "ИНН клиента: __________")) << text;
    EXPECT_TRUE(has(text, "омогите")) << text;
    EXPECT_FALSE(has(text, "windows-1251")) << text;
  }
}

TEST(Notice, DraftOfAUsbOrderHasItsSubject) {
  const Made made = made_for(incomplete("sales@1c.ru"));
  EXPECT_EQ(Opened(made.composed->draft).field("Subject"), "Заказ продуктов с USB");
}

TEST(Notice, PapersOfTheClientAreAttached) {
  const Made made =
      made_for(plain_letter("zakaz@1c.ru", "Ключ", "У клиента сломался ключ защиты USB, просим заменить."));
  const Opened notice(made.composed->octets);
  const std::string paper = notice.content("Заявление о замене ключа.docx");
  EXPECT_TRUE(paper.starts_with("PK\x03\x04"));
  EXPECT_TRUE(has(paper, ">Причина поломки ключа: ____"));
  EXPECT_TRUE(has(flat(made.composed->text), "Заявление о замене ключа")) << made.composed->text;
}

// Behind the text of the notice.
std::string draft_of(const std::string& body, const std::string& to = "lic@1c.ru") {
  return Opened(made_for(plain_letter(to, "Активация", body)).composed->draft).text();
}

TEST(Notice, DraftHasOnlyWhatIsMissingUnderTheGreeting) {
  const std::string draft = draft_of("Здравствуйте!\r\n\r\n" + std::string(kLetter));
  EXPECT_TRUE(has(draft, "Здравствуйте!\n\nРег. номер продукта: __________\n")) << draft;
  EXPECT_TRUE(has(draft, "ИНН клиента: __________\nПродукт:")) << "replaced where it stands: " << draft;
  EXPECT_FALSE(has(draft, "7713456711")) << draft;
  EXPECT_FALSE(has(draft, "Код партнера:")) << draft;
}

TEST(Notice, AGreetingThatGoesOnIsNoPlaceForLines) {
  const std::string draft = draft_of("Добрый день! Не проходит активация. ИНН клиента: 7713456711");
  EXPECT_LT(draft.find("Рег. номер продукта: ____"), draft.find("Добрый день")) << draft;
}

TEST(Notice, AWrongValueThatStandsTwiceIsNamedBesideItsLine) {
  const std::string draft = draft_of(std::string(kLetter) + "\r\nЕщё раз: ИНН 7713456711.");
  EXPECT_TRUE(has(draft, "ИНН клиента: __________ (а не 7713456711)")) << draft;
  EXPECT_TRUE(has(draft, "Ещё раз: ИНН 7713456711.")) << draft;
}

TEST(Notice, TheConfiguredDatumTakesThePlaceOfAWrongOne) {
  std::string body = kLetter;
  body.replace(body.find("14352"), 5, "14353");
  const std::string draft = draft_of(body);
  EXPECT_TRUE(has(draft, "код партнера 14352")) << draft;
  EXPECT_FALSE(has(draft, "14353")) << draft;
}

TEST(Notice, OurOwnUnfilledLinesGoBeforeNewOnesCome) {
  const std::string draft = draft_of(
      "Здравствуйте!\r\n\r\nРег. номер продукта: __________\r\nИНН клиента: __________ (а не 7713456711)\r\n"
      "Артикул: 4601546116680\r\n\r\nНе проходит активация пин-кода, помогите разобраться.");
  for (const char* label : {"Рег. номер продукта:", "ИНН клиента:"})
    EXPECT_EQ(draft.find(label), draft.rfind(label)) << draft;
  EXPECT_TRUE(has(draft, "Артикул: 4601546116680")) << "what he filled in is his: " << draft;
}

TEST(Notice, TheTextAndItsHtmlChangeAlike) {
  const auto letter = [](const std::string& html_inn) {
    TestLetter out;
    out.octets =
        "From: ivanov@vektor-soft.ru\r\nTo: lic@1c.ru\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
        "Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
        "Здравствуйте!\r\nИНН клиента: 7713456711\r\nНе проходит активация.\r\n--b\r\n"
        "Content-Type: text/html; charset=utf-8\r\n\r\n<html><body><p>Здравствуйте!</p><p>ИНН клиента: " +
        html_inn + "</p><p>Не проходит активация.</p></body></html>\r\n--b--\r\n";
    return out;
  };
  const auto parts = [](const TestLetter& from) {
    const Opened draft(made_for(from).composed->draft);
    std::vector<std::string> out;
    for (const Entity& entity : draft.letter().structure.entities) {
      if (!entity.is_multipart())
        out.push_back(decoded_content(draft.letter().structure, draft.message(), entity, 100000));
    }
    return out;
  };
  const auto whole = parts(letter("7713456711"));
  ASSERT_EQ(whole.size(), 2u);
  EXPECT_TRUE(
      has(whole[0], "Здравствуйте!\r\n\r\nПартнер: ООО «Вектор-Софт»\r\nКод партнера: 14352\r\nКлиент: __________"))
      << whole[0];
  EXPECT_TRUE(has(whole[1], "<p>Здравствуйте!</p><div>Партнер: ООО «Вектор-Софт»<br>")) << whole[1];
  for (const std::string& text : whole) {
    EXPECT_TRUE(has(text, "ИНН клиента: __________")) << text;
    EXPECT_FALSE(has(text, "7713456711")) << text;
  }
  // Cut by a tag it cannot be found in the HTML: then neither part is touched.
  for (const std::string& text : parts(letter("77134<b>56711</b>"))) {
    EXPECT_TRUE(has(text, "ИНН клиента: __________ (а не 7713456711)")) << text;
    EXPECT_TRUE(has(text, "56711")) << text;
  }
}

TEST(Notice, SaysNothingOfFilesThatAreNotThere) {
  const Made plain = made_for(incomplete());
  EXPECT_FALSE(has(flat(plain.composed->text), "вложениями")) << plain.composed->text;
  const Made with_file = made_for(letter_with("lic@1c.ru", "Активация", kLetter, {{"a.txt", "text/plain", "x"}}));
  EXPECT_TRUE(has(flat(with_file.composed->text), "письмо со всеми вложениями")) << with_file.composed->text;
}

TEST(Notice, AFileThatIsMissingIsToBeAttachedNotMerelyLookedAt) {
  const Made made = made_for(plain_letter("its@1c.ru", "Договор", "Просим зарегистрировать договор ИТС с клиентом."));
  EXPECT_FALSE(has(flat(made.composed->text), "проверьте и отправьте")) << made.composed->text;
  EXPECT_TRUE(has(flat(made.composed->text), "риложите заполненную заявку")) << made.composed->text;
}

TEST(Notice, ExamplesAreOfTheOwnOrganisation) {
  const Made made = made_for(plain_letter("fran@1c.ru", "Акт сверки", "Пришлите, пожалуйста, акт сверки за год."));
  EXPECT_TRUE(has(made.composed->text, "Код партнера: 14352")) << made.composed->text;
  EXPECT_FALSE(has(made.composed->text, "12345")) << made.composed->text;
}

TEST(Notice, WhoMayLetALetterPassIsTold) {
  const auto said = [](OverrideWord word) {
    return flat(made_for(incomplete(), [&](NoticeRules&, NoticeRequest& request, Envelope&) {
                  request.override_word = word;
                }).composed->text);
  };
  EXPECT_FALSE(has(said({}), "[без проверки"));
  EXPECT_TRUE(has(said({OverrideState::none, true, "без проверки"}), "[без проверки: причина]"));
  EXPECT_TRUE(has(said({OverrideState::without_reason, true, "без проверки"}), "без причины не действует"));
  EXPECT_TRUE(has(said({OverrideState::not_allowed, false, "без проверки"}), "у вас не действует"));
}

TEST(Notice, CarriesTheDeliveryReportOfAWithheldLetter) {
  TestLetter letter = incomplete();
  letter.to = {"lic@1c.ru", "client@example.ru"};
  const Made made = made_for(letter, [](NoticeRules& rules, NoticeRequest& request, Envelope& envelope) {
    request.action = Action::withhold;
    rules.policy.action = Action::withhold;
    static std::optional<DeliveryReportRequest> report;  // outlives the request
    report.emplace(DeliveryReportRequest{request.message,
                                         envelope,
                                         {envelope.recipients.front().path},
                                         {"ИНН"},
                                         "3K7Q81",
                                         "x",
                                         "mail.test",
                                         "",
                                         rules.texts});
    request.report = &*report;
  });
  ASSERT_TRUE(made.notice && made.notice->has_report);
  expect_lawful(made.notice->octets);
  EXPECT_TRUE(has(made.notice->octets, "report-type=delivery-status")) << made.notice->octets.substr(0, 2000);
  EXPECT_TRUE(has(made.notice->octets, "Final-Recipient: rfc822; lic@1c.ru\r\n"));
  EXPECT_TRUE(has(flat(Opened(made.notice->octets).text()), "не отправлено"));
}

TEST(Notice, HtmlNamesItsLanguageAndLinksWithoutTls) {
  const Made made = made_for(incomplete(), [](NoticeRules&, NoticeRequest& request, Envelope&) {
    request.reference = CaseReference{"3K7Q81", "http://mail.local:8896/s/3K7Q81-x-y"};
  });
  EXPECT_TRUE(has(made.composed->html, "<html lang=\"ru\">"));
  EXPECT_TRUE(has(made.composed->html, "<a href=\"http://mail.local:8896/s/3K7Q81-x-y\">"));
}

TEST(Notice, PapersAreTakenForWhatTheyAre) {
  const Configuration& configuration = test_configuration();
  const std::vector<Paper> papers = papers_in(paper_texts(configuration));
  EXPECT_EQ(papers.size(), 6u);
  for (const Paper& paper : papers) {
    EXPECT_TRUE(configuration.filter_of.contains(paper.serves)) << paper.serves;
    EXPECT_TRUE(is_utf8(paper_text(paper.kind, {}, paper_texts(configuration))));
  }
}

TEST(Notice, EnglishIsWholeToo) {
  const Configuration& configuration = test_configuration();
  const Made made = made_for(incomplete(), [&](NoticeRules& rules, NoticeRequest& request, Envelope&) {
    const NoticeRules english{rules.settings, configuration.languages.at("en"),
                              rules.papers,   rules.mailboxes,
                              rules.policy,   rules.organization};
    const NoticeRequest again{request.message, request.structure, request.envelope, request.outcome, request.action,
                              false,           request.reference, english};
    const auto notice = compose_notice(again, Address{"ivanov", "vektor-soft.ru"});
    EXPECT_TRUE(has(notice->text, "Reg. number: 801234567")) << notice->text;
    EXPECT_TRUE(has(notice->text, "the check digit is wrong")) << notice->text;
  });
}

TEST(Notice, HostileTextIsShownAsText) {
  const std::string bidi = "\xE2\x80\xAE";  // right-to-left override
  const std::string nasty = "<script>alert(1)</script>\x1B[31m\x07" + bidi + "\"'&";
  TestLetter letter = letter_with(
      "lic@1c.ru", nasty + std::string(1000, 'A'),
      std::string(kLetter) + "\r\nКлиент: ООО «" + nasty + "»\r\nАртикул: " + std::string(size_t{1} << 20, '9'),
      {{nasty + std::string(3000, 'n') + ".docx", "application/octet-stream", "x"}});
  letter.octets =
      "X-Long: " + std::string(100000, 'x') + "\r\nMessage-ID: <" + std::string(5000, 'i') + "@x>\r\n" + letter.octets;
  const Made made = made_for(letter);
  ASSERT_TRUE(made.composed);
  expect_lawful(made.composed->octets);
  expect_lawful(made.composed->draft);
  EXPECT_FALSE(has(made.composed->html, "<script"));
  for (const std::string& text : {made.composed->text, made.composed->html, made.composed->subject}) {
    EXPECT_FALSE(has(text, bidi));
    EXPECT_FALSE(has(text, "\x1B"));
    EXPECT_FALSE(has(text, "\x07"));
    EXPECT_LT(text.size(), 30000u);
  }
}

TEST(Notice, SubjectOfAMegabyteIsShortened) {
  TestLetter letter = incomplete();
  letter.octets = "Subject: " + std::string(50000, 'S') + "\r\n" + letter.octets;
  const Made made = made_for(letter);
  ASSERT_TRUE(made.composed);
  EXPECT_LT(made.composed->text.size(), 20000u);
  expect_lawful(made.composed->octets);
}

TEST(Notice, GapsInTheTextsAreRefused) {
  const std::string texts = ::testing::TempDir() + "/ru.toml";
  const TemporaryFile main("texts = [\"shipped\", \"" + texts + "\"]\n");
  const auto errors_of = [&](const std::string& text) {
    std::ofstream(texts) << text;
    const LoadedConfiguration loaded = load_configuration({main.path()});
    std::string out;
    for (const ConfigError& error : loaded.errors) out += error.message() + "\n";
    return out;
  };
  EXPECT_EQ(errors_of("[report]\ntext = \"{number}: {recipients}\"\n"), "");
  EXPECT_TRUE(has(errors_of("[notice]\nhello = \"Здравствуйте, {nobody}!\"\n"), "{nobody}"));
  EXPECT_TRUE(has(errors_of("[report]\ntext = \"Письмо {nobody}\"\n"),
                  "\"report.text\" has a gap that nothing fills: {nobody}"));
  EXPECT_TRUE(has(errors_of("[journal.mark]\nright = \"{nobody\"\n"),
                  "\"journal.mark.right\" has a gap that nothing fills: {nobody"));
  std::remove(texts.c_str());
}

// A gap of one language alone would be one that nothing fills, misspelled.
TEST(Notice, BothLanguagesHaveTheSameGapsInReportsAndTheJournal) {
  const auto loaded = load_configuration({});
  ASSERT_TRUE(loaded.configuration);
  const Texts& english = loaded.configuration->languages.at("en");
  int count = 0;
  for (const auto& [key, russian] : loaded.configuration->languages.at("ru").all()) {
    if (!key.starts_with("journal.") && !key.starts_with("report.")) continue;
    ++count;
    ASSERT_TRUE(english.has(key)) << key;
    const std::string other = english.all().find(key)->second;
    for (size_t open = russian.find('{'); open != std::string::npos; open = russian.find('{', open + 1))
      EXPECT_TRUE(has(other, russian.substr(open, russian.find('}', open) - open + 1))) << key;
    EXPECT_EQ(std::count(russian.begin(), russian.end(), '{'), std::count(other.begin(), other.end(), '{')) << key;
  }
  EXPECT_GT(count, 70);
}

}  // namespace
}  // namespace pismovod::test
