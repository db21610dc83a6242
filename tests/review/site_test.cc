// The page with a real journal, without its server: who sees what, and what forms may do.
#include "review/site.h"

#include <gtest/gtest.h>

#include <fstream>
#include <regex>

#include "config/configuration.h"
#include "journal/case_link.h"
#include "journal/database_store.h"
#include "journal/held_orders.h"
#include "journal/running_daemons.h"
#include "made_up_case.h"
#include "review/password.h"
#include "temporary_folder.h"

namespace pismovod {
namespace {

using std::chrono::hours;
using std::chrono::seconds;

const std::string kPassword = "correct horse battery";

class SiteTest : public ::testing::Test {
 protected:
  void SetUp() override {
    auto store = open_store({folder_.path() / "journal.sqlite"});
    ASSERT_TRUE(store) << store.error().text;
    store_ = *std::move(store);
    static const std::string hash = hash_password(kPassword).value();
    ASSERT_TRUE(put_user(users_file_, {"lena", Role::lead, hash}));
    ASSERT_TRUE(put_user(users_file_, {"adam", Role::admin, hash}));
    record({});
    open_site();
  }

  void open_site() {
    SiteParts parts{*loaded_.configuration, *store_, users_, secret_, workshop_.get()};
    parts.wall = [this] { return now_; };
    site_ = std::make_unique<Site>(parts);
  }

  // The same page, where letters are kept.
  void keep_letters() {
    Settings settings = loaded_.configuration->settings;
    settings.review.public_url = "https://letters.example";
    settings.kept.folder = folder_.path() / "letters";
    site_.reset();
    workshop_ = std::make_unique<Workshop>(settings, secret_);
    open_site();
  }

  void record(const MadeUp& what) {
    RecordRequest request;
    request.entry = made_up_case(what);
    const auto recorded = store_->record(request);
    ASSERT_TRUE(recorded) << recorded.error().text;
  }

  HttpResponse get(const std::string& target) {
    HttpRequest request;
    request.method = "GET";
    request.path = target.substr(0, target.find('?'));
    if (const size_t query = target.find('?'); query != std::string::npos) {
      request.query = parse_form(target.substr(query + 1));
    }
    return send(request);
  }

  HttpResponse post(const std::string& path, Fields form) {
    HttpRequest request;
    request.method = "POST";
    request.path = path;
    request.form = std::move(form);
    return send(request);
  }

  HttpResponse send(HttpRequest request) {
    request.address = address_;
    for (const auto& [name, value] : cookies_) request.cookies[name] = value;
    if (!cookie_.empty()) request.cookies["pismovod"] = cookie_;
    HttpResponse out = site_->answer(request);
    for (const auto& [name, value] : out.headers) {
      std::smatch match;
      if (name != "Set-Cookie" || !std::regex_search(value, match, std::regex("^(pismovod[a-z_]*)=([^;]*)"))) continue;
      (match[1] == "pismovod" ? cookie_ : cookies_[match[1]]) = match[2];
    }
    return out;
  }

  std::string token_in(const HttpResponse& page) {
    std::smatch match;
    return std::regex_search(page.body, match, std::regex("name=\"form_token\" value=\"([^\"]*)\"")) ? match[1].str()
                                                                                                     : "";
  }

  HttpResponse sign_in(const std::string& name, const std::string& password, const std::string& next = "") {
    const std::string token = token_in(get("/sign-in"));
    return post("/sign-in", {{"form_token", token}, {"name", name}, {"password", password}, {"next", next}});
  }

  static std::string header(const HttpResponse& response, const std::string& wanted) {
    for (const auto& [name, value] : response.headers) {
      if (name == wanted) return value;
    }
    return "";
  }

  static bool has(const HttpResponse& response, const std::string& text) {
    return response.body.find(text) != std::string::npos;
  }

  std::string link(const std::string& number, seconds life) {
    return "/s/" + make_case_token(secret_, number, std::chrono::floor<seconds>(now_) + life);
  }

  TemporaryFolder folder_;
  std::string users_file_ = folder_.path() / "users";
  Users users_{users_file_};
  LoadedConfiguration loaded_ = load_configuration({std::string(PISMOVOD_SOURCE_DIR) + "/config/pismovod.toml"});
  Secret secret_ = Secret::drawn();
  std::unique_ptr<Store> store_;
  std::unique_ptr<Workshop> workshop_;
  std::unique_ptr<Site> site_;
  Instant now_ = wall_clock();
  std::string address_ = "192.0.2.1";
  std::string cookie_;  // the session's
  Fields cookies_;      // all others
};

TEST_F(SiteTest, StrangersSeeTheSignInAlone) {
  for (const std::string path :
       {"/", "/cases", "/cases.csv", "/c/3K7Q81B", "/overview", "/overview/weeks.csv", "/nothing"}) {
    const HttpResponse answer = get(path);
    EXPECT_EQ(answer.status, 303) << path;
    EXPECT_TRUE(header(answer, "Location").starts_with("/sign-in")) << path;
    EXPECT_EQ(answer.body, "") << path;
  }
  EXPECT_EQ(post("/c/3K7Q81B/mark", {{"form_token", token_in(get("/sign-in"))}, {"kind", "wrong"}}).status, 303);
  EXPECT_TRUE(store_->find("3K7Q81B")->marks.empty());
}

TEST_F(SiteTest, SignInLeadsToTheWantedPageWithACookieThatScriptsCannotRead) {
  const HttpResponse answer = sign_in("lena", kPassword, "/c/3K7Q81B");
  EXPECT_EQ(answer.status, 303);
  EXPECT_EQ(header(answer, "Location"), "/c/3K7Q81B");
  const std::string cookie = header(answer, "Set-Cookie");
  EXPECT_TRUE(cookie.starts_with("pismovod=")) << cookie;
  EXPECT_NE(cookie.find("HttpOnly"), std::string::npos);
  EXPECT_NE(cookie.find("SameSite=Lax"), std::string::npos);
  EXPECT_EQ(get("/cases").status, 200);
  cookie_.clear();
  EXPECT_EQ(header(sign_in("lena", kPassword, "//evil.example"), "Location"), "/cases");
}

TEST_F(SiteTest, TheTokenBeforeSignInIsWorthNothingAfterIt) {
  get("/sign-in");
  const std::string planted = cookies_["pismovod_form"];
  ASSERT_NE(planted, "");
  sign_in("lena", kPassword);
  EXPECT_NE(cookie_, planted);
  cookie_ = planted;
  EXPECT_EQ(get("/cases").status, 303);
}

TEST_F(SiteTest, WrongPasswordsArePausedEvenForTheRightOne) {
  for (int i = 0; i < Attempts::kFree; ++i) EXPECT_EQ(sign_in("lena", "wrong password").status, 403);
  const HttpResponse paused = sign_in("lena", kPassword);
  EXPECT_EQ(paused.status, 429);
  EXPECT_NE(header(paused, "Retry-After"), "");
  now_ += seconds(3);
  EXPECT_EQ(sign_in("lena", kPassword).status, 303);
}

TEST_F(SiteTest, APageThatIsSeenWithoutTheSessionDoesNotEndIt) {
  sign_in("lena", kPassword);
  const std::string mine = cookie_;
  cookie_.clear();  // as a browser that keeps it back where another site's link leads here
  const HttpResponse seen = get("/c/3K7Q81B");
  EXPECT_EQ(seen.status, 303);
  for (const auto& [name, value] : seen.headers)
    EXPECT_FALSE(name == "Set-Cookie" && value.starts_with("pismovod=")) << value;
  cookie_ = mine;
  EXPECT_EQ(get("/cases").status, 200);
}

TEST_F(SiteTest, StrangersCannotLockOutABrowserThatSignedInBefore) {
  sign_in("lena", kPassword);
  cookie_.clear();
  const Fields lenas = cookies_;
  cookies_.clear();
  address_ = "203.0.113.9";
  for (int i = 0; i < 20; ++i) sign_in("lena", "guessed");
  EXPECT_EQ(sign_in("lena", kPassword).status, 429);
  now_ += hours(1);
  for (int i = 0; i < 3; ++i) sign_in("lena", "guessed");
  address_ = "192.0.2.1";
  EXPECT_EQ(sign_in("lena", kPassword).status, 429) << "as another browser";
  cookies_ = lenas;
  EXPECT_EQ(sign_in("lena", kPassword).status, 303);
}

TEST_F(SiteTest, ANoteSurvivesAnEndedSession) {
  sign_in("lena", kPassword);
  const std::string token = token_in(get("/c/3K7Q81B"));
  now_ += hours(13);
  const HttpResponse asked =
      post("/c/3K7Q81B/mark", {{"form_token", token}, {"kind", "note"}, {"text", "звонила <b>Анне</b>"}});
  EXPECT_EQ(asked.status, 403);
  EXPECT_TRUE(has(asked, "Сеанс закончился"));
  EXPECT_TRUE(has(asked, "звонила &lt;b&gt;Анне&lt;/b&gt;"));
  EXPECT_TRUE(store_->find("3K7Q81B")->marks.empty());
  const HttpResponse back = post("/sign-in", {{"form_token", token_in(asked)},
                                              {"name", "lena"},
                                              {"password", kPassword},
                                              {"note_case", "3K7Q81B"},
                                              {"note_text", "звонила Анне"}});
  EXPECT_EQ(back.status, 200);
  EXPECT_TRUE(has(back, ">звонила Анне</textarea>")) << back.body;
  EXPECT_TRUE(store_->find("3K7Q81B")->marks.empty());
  EXPECT_EQ(
      post("/c/3K7Q81B/mark", {{"form_token", token_in(back)}, {"kind", "note"}, {"text", "звонила Анне"}}).status,
      303);
  EXPECT_EQ(store_->find("3K7Q81B")->marks.size(), 1U);
}

TEST_F(SiteTest, ADroppedLetterWasNotSentAndAReleasedOneWas) {
  for (const auto how : {CaseEnding::How::dropped, CaseEnding::How::released}) {
    const bool is_dropped = how == CaseEnding::How::dropped;
    const std::string number = is_dropped ? "EEEEEE1" : "EEEEEE2";
    record({number, "anna@vektor-soft.example", "Задержанное", Action::hold, now_});
    ASSERT_TRUE(store_->end(number, {how, "lena", "двойник", now_}));
    const HttpResponse page = get(link(number, hours(1)));
    EXPECT_EQ(has(page, "удалено: его никто не получил. Решение: lena."), is_dropped) << page.body;
    EXPECT_EQ(has(page, "теперь оно отправлено как есть. Решение: lena."), !is_dropped);
    EXPECT_EQ(has(page, "class=\"good\""), !is_dropped);
    EXPECT_TRUE(has(page, "двойник"));
  }
}

TEST_F(SiteTest, TheLeadSeesNoKeyOfTheSenders) {
  const std::string key = link("3K7Q81B", hours(1));
  ASSERT_TRUE(store_->put("3K7Q81B",
                          {NoticeKind::notice, "anna@vektor-soft.example", "<n@mail.test>",
                           "Subject: x\r\n\r\nPage: https://mail.example.ru" + key + "\r\n> quoted\r\n-- \r\nend\r\n"},
                          now_));
  sign_in("lena", kPassword);
  const HttpResponse page = get("/c/3K7Q81B");
  EXPECT_TRUE(has(page, "https://mail.example.ru/s/…")) << page.body;
  EXPECT_FALSE(has(page, key));
  // Else it is what was sent, to its last line.
  EXPECT_TRUE(has(page, "&gt; quoted\n-- \nend\n")) << page.body;
}

TEST_F(SiteTest, AComplaintIsNewUntilTheLeadHasAnsweredAndTheSenderIsTold) {
  const std::string mine = link("3K7Q81B", hours(1));
  post(mine + "/wrong", {{"form_token", token_in(get(mine))}, {"text", "номер в подписи"}});
  sign_in("lena", kPassword);
  EXPECT_TRUE(has(get("/cases?state=complaint_new"), "3K7Q81B"));
  const std::string token = token_in(get("/c/3K7Q81B"));
  const auto say = [&](const char* kind) {
    return post("/c/3K7Q81B/mark", {{"form_token", token}, {"kind", kind}, {"text", "это телефон"}}).status;
  };
  EXPECT_EQ(say("right"), 303);
  EXPECT_FALSE(has(get("/cases?state=complaint_new"), "3K7Q81B"));
  EXPECT_TRUE(has(get("/cases?state=complaint_declined"), "3K7Q81B"));
  EXPECT_FALSE(has(get("/cases?state=wrong"), "3K7Q81B"));
  EXPECT_TRUE(has(get(mine), "проверка права"));
  EXPECT_TRUE(has(get(mine), "это телефон"));
  EXPECT_EQ(say("wrong"), 303);
  EXPECT_TRUE(has(get("/cases?state=complaint_agreed"), "3K7Q81B"));
  EXPECT_TRUE(has(get(mine), "Вы правы"));
}

TEST_F(SiteTest, TheLeadUntiesACase) {
  RecordRequest request;
  request.entry =
      made_up_case({"FFFFFF1", "anna@vektor-soft.example", "Активация пин-кода", Action::accept, now_ + hours(1)});
  request.entry.references = {store_->find("3K7Q81B")->message_id};
  ASSERT_EQ(store_->record(request)->first_case, "3K7Q81B");
  ASSERT_TRUE(store_->find("3K7Q81B")->put_right.has_value());
  sign_in("lena", kPassword);
  const HttpResponse page = get("/c/FFFFFF1");
  EXPECT_TRUE(has(page, "Развязать"));
  EXPECT_EQ(post("/c/FFFFFF1/untie", {{"form_token", token_in(page)}, {"why", "другой клиент"}}).status, 303);
  EXPECT_FALSE(store_->find("3K7Q81B")->put_right.has_value());
  EXPECT_TRUE(has(get("/c/FFFFFF1"), "другой клиент"));
  EXPECT_FALSE(has(get("/c/FFFFFF1"), "Развязать"));
}

TEST_F(SiteTest, TheLeadOpensTheLetterAndTheJournalSaysSo) {
  keep_letters();
  KeptLetter letter{"anna@vektor-soft.example", "", {"lic@1c.ru"}, "", false};
  letter.octets =
      "From: anna@vektor-soft.example\r\nTo: lic@1c.ru\r\nSubject: <b>\r\nMIME-Version: 1.0\r\n"
      "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
      "Код партнера: 14352, <script>\r\n--b\r\nContent-Type: application/x-sh; name=\"Карта.sh\"\r\n"
      "Content-Disposition: attachment\r\nContent-Transfer-Encoding: base64\r\n\r\naGVsbG8=\r\n--b--\r\n";
  ASSERT_TRUE(workshop_->box.put(KeptKind::letter, "3K7Q81B", letter));
  EXPECT_EQ(post("/c/3K7Q81B/letter", {{"form_token", token_in(get("/sign-in"))}}).status, 303) << "who is signed in";
  sign_in("lena", kPassword);
  const HttpResponse page = get("/c/3K7Q81B");
  ASSERT_TRUE(has(page, "Открыть письмо"));
  EXPECT_EQ(post("/c/3K7Q81B/letter", {{"form_token", "x"}}).status, 403);
  EXPECT_EQ(store_->find("3K7Q81B")->marks.size(), 0U);

  const HttpResponse opened = post("/c/3K7Q81B/letter", {{"form_token", token_in(page)}});
  EXPECT_EQ(opened.status, 200);
  EXPECT_TRUE(has(opened, "<mark>Код партнера: 14352</mark>, &lt;script&gt;")) << opened.body;
  EXPECT_TRUE(has(opened, "Карта.sh"));
  EXPECT_EQ(store_->find("3K7Q81B")->marks.back().by, "lena");
  EXPECT_EQ(store_->find("3K7Q81B")->marks.back().text, "открыто само письмо");

  const HttpResponse file = post("/c/3K7Q81B/file", {{"form_token", token_in(page)}, {"file", "2"}});
  EXPECT_EQ(file.body, "hello");
  EXPECT_EQ(file.type, "application/octet-stream");
  EXPECT_TRUE(header(file, "Content-Disposition").starts_with("attachment; filename*=UTF-8''%D0%9A"));
  EXPECT_EQ(store_->find("3K7Q81B")->marks.back().text, "сохранён файл «Карта.sh»");
  for (const char* other : {"0", "1", "9", "", "-1"})
    EXPECT_EQ(post("/c/3K7Q81B/file", {{"form_token", token_in(page)}, {"file", other}}).status, 404) << other;
}

TEST_F(SiteTest, ALetterThatIsNotKeptCannotBeOpened) {
  sign_in("lena", kPassword);
  EXPECT_FALSE(has(get("/c/3K7Q81B"), "Открыть письмо"));
  keep_letters();
  sign_in("lena", kPassword);
  const HttpResponse page = get("/c/3K7Q81B");
  EXPECT_FALSE(has(page, "Открыть письмо"));
  EXPECT_EQ(post("/c/3K7Q81B/letter", {{"form_token", token_in(page)}}).status, 404);
  EXPECT_EQ(store_->find("3K7Q81B")->marks.size(), 0U);
}

TEST_F(SiteTest, AHeldLetterOfAnotherMachineIsReleasedByOrder) {
  sign_in("lena", kPassword);
  RecordRequest request;
  request.entry = made_up_case({"BBBBBB1", "boris@vektor-soft.example", "Удержано", Action::hold, now_});
  request.entry.host = "mx2.firm.example";
  ASSERT_TRUE(store_->record(request));
  const std::string token = token_in(get("/c/BBBBBB1"));
  ASSERT_EQ(post("/c/BBBBBB1/release", {{"form_token", token}, {"why", "договорились"}}).status, 303);
  const HttpResponse page = get("/c/BBBBBB1");
  EXPECT_TRUE(has(page, "Машине mx2.firm.example поручено выпустить письмо: lena"));
  EXPECT_FALSE(has(page, "/c/BBBBBB1/drop"));
  const auto order = order_of(*store_, "BBBBBB1", now_).value();
  ASSERT_TRUE(order);
  EXPECT_EQ(order->ending.why, "договорились");
  EXPECT_TRUE(has(post("/c/BBBBBB1/drop", {{"form_token", token}, {"why", "нет"}}), "уже поручено"));
  ASSERT_TRUE(take_order(*store_, "mx2.firm.example", now_).value());
  HeldOrder late = *order;
  late.trouble = "помощник молчит";
  ASSERT_TRUE(put_off(*store_, late, now_));
  EXPECT_TRUE(has(get("/c/BBBBBB1"), "Пока не вышло: помощник молчит"));
}

TEST_F(SiteTest, DaemonsThatDifferAreSaidOnTheFirstPage) {
  sign_in("lena", kPassword);
  ASSERT_TRUE(say(*store_, {"mx1", "1.4", "aaaa", now_, now_}));
  ASSERT_TRUE(say(*store_, {"mx2", "1.4", "aaaa", now_, now_}));
  EXPECT_FALSE(has(get("/"), "class=\"complaint\""));
  ASSERT_TRUE(say(*store_, {"mx2", "1.4", "bbbb", now_, now_}));
  EXPECT_TRUE(has(get("/"), "по разным правилам (mx1: aaaa, mx2: bbbb)"));
  now_ += hours(1);
  ASSERT_TRUE(say(*store_, {"mx1", "1.4", "aaaa", now_, now_}));
  const HttpResponse later = get("/");
  EXPECT_TRUE(has(later, "От mx2 ничего не слышно"));
  EXPECT_FALSE(has(later, "по разным правилам"));
}

TEST_F(SiteTest, AJournalThatIsAwayIsSaidAndNobodyIsSignedOut) {
  sign_in("lena", kPassword);
  store_.reset();
  store_ = make_store({folder_.path() / "no such folder" / "journal.sqlite"});
  open_site();
  EXPECT_EQ(get("/cases").status, 503);
  EXPECT_EQ(get("/sign-in").status, 503);
  store_ = open_store({folder_.path() / "journal.sqlite"}).value();
  open_site();
  EXPECT_EQ(get("/cases").status, 200);
}

TEST_F(SiteTest, AListSaysHowManyThereAre) {
  sign_in("lena", kPassword);
  EXPECT_FALSE(has(get("/cases"), "Найдено"));
  EXPECT_TRUE(has(get("/cases?sender=anna@vektor-soft.example"), "Найдено: 1"));
  EXPECT_TRUE(has(get("/cases?sender=boris@vektor-soft.example"), "Найдено: 0"));
}

TEST_F(SiteTest, TheFirstPageSaysWhatNeedsTheLead) {
  sign_in("lena", kPassword);
  EXPECT_TRUE(has(get("/"), "Ничего: новых сообщений нет"));
  EXPECT_FALSE(has(get("/cases"), "class=\"count\""));
  record({"BBBBBB1", "boris@vektor-soft.example", "Удержано", Action::hold, now_});
  CaseMark complaint{CaseMark::Kind::wrong, "anna@vektor-soft.example", "всё есть", now_};
  complaint.is_complaint = true;
  ASSERT_TRUE(store_->add_mark("3K7Q81B", complaint));
  const HttpResponse page = get("/today");
  EXPECT_TRUE(has(page, "href=\"/cases?state=complaint_new\">1</a>"));
  EXPECT_TRUE(has(page, "href=\"/cases?state=held\">1</a>"));
  EXPECT_TRUE(has(page, "href=\"/c/BBBBBB1\""));
  EXPECT_FALSE(has(page, "больше суток"));
  EXPECT_TRUE(has(get("/overview"), "<span class=\"count\">2</span>"));
  now_ += hours(25);
  sign_in("lena", kPassword);
  EXPECT_TRUE(has(get("/"), "больше суток"));
  EXPECT_TRUE(has(get("/"), "href=\"/cases?state=open&amp;action=reject\">1</a>"));
}

TEST_F(SiteTest, ASendersLinkCanBeWithdrawn) {
  const std::string his = link("3K7Q81B", hours(100));
  EXPECT_EQ(get(his).status, 200);
  EXPECT_EQ(post("/c/3K7Q81B/unlink", {{"form_token", token_in(get("/sign-in"))}}).status, 303);
  EXPECT_EQ(get(his).status, 200) << "who is not signed in withdraws nothing";
  sign_in("lena", kPassword);
  const std::string token = token_in(get("/c/3K7Q81B"));
  EXPECT_EQ(post("/c/3K7Q81B/unlink", {{"form_token", "x"}}).status, 403);
  EXPECT_EQ(post("/c/3K7Q81B/unlink", {{"form_token", token}, {"why", "переслана <чужим>"}}).status, 303);
  EXPECT_EQ(post("/c/3K7Q81B/unlink", {{"form_token", token}}).status, 303);
  EXPECT_EQ(post("/c/NOSUCH1/unlink", {{"form_token", token}}).status, 404);
  EXPECT_EQ(store_->find("3K7Q81B")->marks.size(), 1U);
  EXPECT_TRUE(has(get("/c/3K7Q81B"), "переслана &lt;чужим&gt;"));
  cookie_.clear();
  for (const std::string& old : {his, link("3K7Q81B", hours(50))}) {
    EXPECT_EQ(get(old).status, 410);
    EXPECT_TRUE(has(get(old), "отозвана"));
    EXPECT_FALSE(has(get(old), "Активация"));
    EXPECT_EQ(get(old + "/letter").status, 410);
  }
}

TEST_F(SiteTest, AMarkTeachesWhatWasRight) {
  CaseEntry entry = made_up_case({"CCCCCC1", "anna@vektor-soft.example", "Отмена", Action::reject, now_});
  entry.mailboxes = {{"zakaz@1c.ru", "zakaz@1c.ru", {"cancel"}, {}}};
  entry.mailboxes[0].requirements.push_back({"cancel_reason", "причина", Level::must, Status::missing, {}, "", ""});
  RecordRequest request;
  request.entry = entry;
  ASSERT_TRUE(store_->record(request));
  sign_in("lena", kPassword);
  const HttpResponse page = get("/c/CCCCCC1");
  EXPECT_TRUE(has(page, "<option value=\"zakaz:cancel\">"));
  EXPECT_TRUE(has(page, "<option value=\"said:cancel\">"));
  const auto mark = [&](const std::string& teaches, const std::string& sentence) {
    return post("/c/CCCCCC1/mark",
                {{"form_token", token_in(page)}, {"kind", "wrong"}, {"teaches", teaches}, {"sentence", sentence}});
  };
  EXPECT_EQ(mark("said:cancel", " ").status, 422);
  EXPECT_EQ(mark("said:nonsense", "x").status, 422);
  EXPECT_EQ(store_->find("CCCCCC1")->marks.size(), 0U);
  EXPECT_EQ(mark("said:cancel", "склад <сгорел>").status, 303);
  EXPECT_EQ(mark("zakaz:cancel", "").status, 303);
  const std::vector<CaseMark> marks = store_->find("CCCCCC1")->marks;
  ASSERT_EQ(marks.size(), 2U);
  EXPECT_EQ(marks[0].teaches, "said:cancel");
  EXPECT_EQ(marks[0].sentence, "склад <сгорел>");
  EXPECT_EQ(marks[1].teaches, "zakaz:cancel");
  EXPECT_TRUE(has(get("/c/CCCCCC1"), "склад &lt;сгорел&gt;"));
}

TEST_F(SiteTest, WithoutAWorkshopNothingIsCompletedOrChecked) {
  const std::string his = link("3K7Q81B", hours(1));
  EXPECT_FALSE(has(get(his), "/complete"));
  EXPECT_EQ(get(his + "/letter").status, 303);
  EXPECT_EQ(get(his + "/letter.eml").status, 303);
  EXPECT_EQ(get("/help").status, 404);
  HttpRequest head;
  head.method = "POST";
  head.path = his + "/complete";
  EXPECT_FALSE(site_->takes_files(head));
}

TEST_F(SiteTest, ASessionEnds) {
  sign_in("lena", kPassword);
  now_ += hours(11);
  EXPECT_EQ(get("/cases").status, 200);
  now_ += hours(1);
  EXPECT_EQ(get("/cases").status, 303);
  sign_in("lena", kPassword);
  const std::string kept = cookie_;
  post("/sign-out", {{"form_token", token_in(get("/cases"))}});
  cookie_ = kept;
  EXPECT_EQ(get("/cases").status, 303);
}

TEST_F(SiteTest, FormsNeedTheTokenOfThisVisitor) {
  sign_in("lena", kPassword);
  const std::string token = token_in(get("/c/3K7Q81B"));
  const std::string mine = cookie_;
  ASSERT_NE(token, "");
  const auto mark = [&](const std::string& with) {
    return post("/c/3K7Q81B/mark", {{"form_token", with}, {"kind", "wrong"}}).status;
  };
  EXPECT_EQ(mark(""), 403);
  EXPECT_EQ(mark(token + "x"), 403);
  cookie_.clear();
  const std::string anothers = token_in(get("/sign-in"));
  ASSERT_NE(anothers, "");
  cookie_ = mine;
  EXPECT_EQ(mark(anothers), 403);
  HttpRequest cross;
  cross.method = "POST";
  cross.path = "/c/3K7Q81B/mark";
  cross.form = {{"form_token", token}, {"kind", "wrong"}};
  cross.is_cross_site = true;
  EXPECT_EQ(send(cross).status, 403);
  EXPECT_TRUE(store_->find("3K7Q81B")->marks.empty());
  EXPECT_EQ(mark(token), 303);
  EXPECT_EQ(store_->find("3K7Q81B")->marks.size(), 1U);
}

TEST_F(SiteTest, TheLeadMarksACase) {
  sign_in("lena", kPassword);
  const std::string token = token_in(get("/c/3k7q81b"));
  EXPECT_EQ(post("/c/3K7Q81B/mark", {{"form_token", token}, {"kind", "note"}, {"text", " \n"}}).status, 422);
  EXPECT_EQ(
      post("/c/3K7Q81B/mark", {{"form_token", token}, {"kind", "wrong"}, {"text", "<b>ИНН</b> во вложении"}}).status,
      303);
  const HttpResponse page = get("/c/3K7Q81B");
  EXPECT_TRUE(has(page, "&lt;b&gt;ИНН&lt;/b&gt; во вложении"));
  EXPECT_TRUE(has(get("/cases?state=wrong"), "3K7Q81B"));
  EXPECT_FALSE(has(get("/cases?state=right"), "3K7Q81B"));
}

TEST_F(SiteTest, ACaseShowsItsEvidenceAndTheAdminWhatTheMachineDid) {
  sign_in("lena", kPassword);
  const HttpResponse page = get("/c/3K7Q81B");
  EXPECT_TRUE(has(page, "ИНН <mark>7701234508</mark>, КПП 770101001"));
  EXPECT_TRUE(has(page, "контрольная цифра не сходится"));
  EXPECT_TRUE(has(page, "550-5.7.1 Letter"));
  EXPECT_FALSE(has(page, "192.0.2.7"));
  EXPECT_FALSE(has(page, "lic.toml:5"));
  cookie_.clear();
  sign_in("adam", kPassword);
  EXPECT_TRUE(has(get("/c/3K7Q81B"), "192.0.2.7"));
  EXPECT_TRUE(has(get("/c/3K7Q81B"), "lic.toml:5"));
}

TEST_F(SiteTest, HostileLettersAreText) {
  const std::string hostile =
      "<script>alert(1)</script>\"'><img src=x onerror=y>\xE2\x80\xAE\x1B[2J\r\nSet-Cookie: a=b{{form_token}}";
  record({"AAAAAA1", hostile + "@example.ru", hostile + std::string(1 << 20, 'x'), Action::reject, now_});
  sign_in("lena", kPassword);
  std::vector<HttpResponse> pages = {get("/cases"), get("/c/AAAAAA1"), get("/overview"),
                                     get(link("AAAAAA1", hours(1)))};
  for (HttpResponse& page : pages) {
    EXPECT_EQ(page.status, 200);
    // The sender's page has one of its own.
    page.body =
        std::regex_replace(page.body, std::regex("<script src=\"/form\\.js\\?[0-9a-f]{8}\" defer></script>"), "");
    EXPECT_FALSE(has(page, "<script"));
    EXPECT_FALSE(has(page, "<img"));
    EXPECT_FALSE(has(page, "\xE2\x80\xAE"));
    EXPECT_FALSE(has(page, "\x1B"));
    EXPECT_LT(page.body.size(), 200'000U);
  }
  EXPECT_TRUE(has(pages[0], "&lt;script&gt;"));
  const HttpResponse csv = get("/cases.csv");
  EXPECT_EQ(csv.status, 200);
  EXPECT_TRUE(has(csv, "Когда (UTC+"));
  EXPECT_TRUE(std::regex_search(csv.body, std::regex(";20\\d\\d-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d;")));
  EXPECT_TRUE(header(csv, "Content-Disposition").starts_with("attachment"));
}

TEST_F(SiteTest, TheListIsFilteredAndPaged) {
  for (int i = 0; i < 60; ++i) {
    record({"BBBBB" + std::to_string(10 + i), "boris@vektor-soft.example", "Письмо номер " + std::to_string(i),
            i % 2 == 0 ? Action::accept : Action::reject, now_ - hours(100) + std::chrono::minutes(i)});
  }
  sign_in("lena", kPassword);
  EXPECT_FALSE(has(get("/cases?sender=boris%40vektor-soft.example"), "3K7Q81B"));
  EXPECT_TRUE(has(get("/cases?text=активация"), "3K7Q81B"));
  EXPECT_FALSE(has(get("/cases?action=accept"), "3K7Q81B"));
  EXPECT_TRUE(has(get("/cases?missing=client_inn&mailbox=lic%401c.ru"), "3K7Q81B"));
  // The other way round: the oldest first, and the links turn its pages.
  const HttpResponse turned = get("/cases?order=oldest");
  EXPECT_TRUE(has(turned, "aria-sort=\"ascending\""));
  EXPECT_FALSE(has(turned, "3K7Q81B"));
  EXPECT_LT(turned.body.find("/c/BBBBB10\""), turned.body.find("/c/BBBBB11\""));
  std::smatch newer;
  ASSERT_TRUE(std::regex_search(turned.body, newer, std::regex("rel=\"prev\" href=\"([^\"]*)\"")));
  EXPECT_NE(newer[1].str().find("order=oldest"), std::string::npos);
  EXPECT_FALSE(has(turned, "Найдено"));
  // Several at once.
  const HttpResponse some = get("/cases?sender=boris%40vektor-soft.example&action=reject");
  EXPECT_TRUE(has(some, "name=\"case-BBBBB69\""));
  const HttpResponse marked = post("/cases/mark", {{"form_token", token_in(some)},
                                                   {"kind", "right"},
                                                   {"case-BBBBB69", "1"},
                                                   {"case-BBBBB67", "1"},
                                                   {"case-NOSUCH1", "1"},
                                                   {"back", "//elsewhere"}});
  EXPECT_EQ(header(marked, "Location"), "/cases");
  EXPECT_EQ(store_->find("BBBBB69")->marks.size(), 1U);
  EXPECT_EQ(store_->find("BBBBB67")->marks.size(), 1U);
  EXPECT_EQ(store_->find("BBBBB65")->marks.size(), 0U);
  EXPECT_EQ(post("/cases/mark", {{"form_token", "x"}, {"kind", "right"}, {"case-BBBBB65", "1"}}).status, 403);
  const HttpResponse first = get("/cases");
  EXPECT_TRUE(has(first, "href=\"/cases?order=oldest\""));
  std::smatch older;
  ASSERT_TRUE(std::regex_search(first.body, older, std::regex("rel=\"next\" href=\"([^\"]*)\"")));
  EXPECT_TRUE(has(first, "3K7Q81B"));
  const HttpResponse second = get(older[1]);
  EXPECT_FALSE(has(second, "3K7Q81B"));
  EXPECT_TRUE(has(second, "BBBBB10"));
  EXPECT_TRUE(has(second, "rel=\"prev\""));
  EXPECT_FALSE(has(second, "rel=\"next\""));
}

TEST_F(SiteTest, ALinkOpensItsCaseAlone) {
  record({"CCCCCC1", "boris@vektor-soft.example", "Чужое письмо", Action::reject, now_});
  const std::string mine = link("3K7Q81B", hours(1));
  const HttpResponse page = get(mine);
  EXPECT_EQ(page.status, 200);
  EXPECT_TRUE(has(page, "регистрационный номер продукта"));
  EXPECT_TRUE(has(page, "ИНН клиента: __________"));
  EXPECT_FALSE(has(page, "ООО «Ромашка»"));
  EXPECT_EQ(get("/cases").status, 303);
  std::string another = mine;
  another.replace(another.find("3K7Q81B"), 7, "CCCCCC1");
  for (const std::string& bad : {another, mine + "x", std::string("/s/"), std::string("/s/3K7Q81B")}) {
    const HttpResponse refused = get(bad);
    EXPECT_EQ(refused.status, 403) << bad;
    EXPECT_FALSE(has(refused, "Чужое")) << bad;
  }
  now_ += hours(1);
  EXPECT_EQ(get(mine).status, 410);
}

TEST_F(SiteTest, TheSenderSaysThatTheCheckWasWrongAndTheLeadSeesIt) {
  const std::string mine = link("3K7Q81B", hours(1));
  const std::string token = token_in(get(mine));
  EXPECT_EQ(post(mine + "/wrong", {{"text", "номер в подписи"}}).status, 403);
  EXPECT_EQ(post(mine + "/wrong", {{"form_token", token}, {"text", "номер в подписи"}}).status, 303);
  EXPECT_TRUE(has(get(mine), "ваше сообщение передано"));
  now_ += hours(2);
  EXPECT_EQ(post(mine + "/wrong", {{"form_token", token}, {"text", "ещё"}}).status, 410);
  sign_in("lena", kPassword);
  EXPECT_TRUE(has(get("/c/3K7Q81B"), "номер в подписи"));
  EXPECT_TRUE(has(get("/overview"), "Что поправить в правилах"));
}

TEST_F(SiteTest, TheOverviewCountsAndItsTablesComeAsCsv) {
  record({"DDDDDD1", "boris@vektor-soft.example", "Полное", Action::accept, now_});
  sign_in("lena", kPassword);
  const HttpResponse page = get("/overview?weeks=4");
  EXPECT_EQ(page.status, 200);
  EXPECT_TRUE(has(page, "<svg class=\"plot\""));
  for (const std::string table : {"weeks", "teach", "mend", "mailboxes", "requirements", "senders"}) {
    EXPECT_EQ(get("/overview/" + table + ".csv").status, 200) << table;
  }
  EXPECT_TRUE(has(get("/overview/mailboxes.csv"), "lic@1c.ru;2;1;50;1;0;"));
  EXPECT_TRUE(has(get("/overview/teach.csv"), "anna@vektor-soft.example;ИНН клиента;1;0;1"));
  EXPECT_EQ(get("/overview/users.csv").status, 404);
}

TEST_F(SiteTest, TheNextStepOfAMailboxIsShownWithItsLine) {
  for (int i = 0; i < 100; ++i) {
    const std::string number = "EEEE" + std::to_string(100 + i);
    record({number, "boris@vektor-soft.example", "Полное " + number, Action::accept, now_});
  }
  const std::string file = folder_.path() / "annotate.toml";
  std::ofstream(file) << "[mailbox.\"lic@1c.ru\"]\nmode = \"annotate\"\n";
  site_.reset();
  loaded_ = load_configuration({std::string(PISMOVOD_SOURCE_DIR) + "/config/pismovod.toml", file});
  ASSERT_TRUE(loaded_.configuration);
  open_site();
  sign_in("lena", kPassword);
  const HttpResponse page = get("/overview");
  EXPECT_TRUE(has(page, "Следующий шаг"));
  EXPECT_TRUE(has(page, "[mailbox.&quot;lic@1c.ru&quot;]\nmode = &quot;enforce&quot;\n")) << page.body;
  EXPECT_TRUE(has(get("/overview/ready_requirements.csv"), "ИНН клиента;lic@1c.ru;101;1;0;0;0;можно"));
  EXPECT_EQ(get("/overview/ready.csv").status, 200);
}

TEST_F(SiteTest, BothLanguagesAreServed) {
  sign_in("lena", kPassword);
  HttpRequest request;
  request.method = "GET";
  request.path = "/cases";
  request.cookies["pismovod_language"] = "en";
  EXPECT_TRUE(has(send(request), "<html lang=\"en\">"));
  EXPECT_TRUE(has(get("/cases"), "<html lang=\"ru\">"));
  const HttpResponse chosen = get("/language?to=en&next=%2F%2Fevil.example");
  EXPECT_EQ(header(chosen, "Location"), "/cases");
  EXPECT_TRUE(header(chosen, "Set-Cookie").starts_with("pismovod_language=en;"));
  EXPECT_EQ(header(get("/language?to=x%0D%0Ay"), "Set-Cookie"), "");
}

}  // namespace
}  // namespace pismovod
