#include "review/pages.h"

#include <gtest/gtest.h>

#include <regex>

#include "config/configuration.h"
#include "review/case_query.h"
#include "review/case_words.h"
#include "review/http.h"
#include "review/site.h"
#include "review/when.h"

namespace pismovod {
namespace {

const Configuration& shipped() {
  static const auto loaded = load_configuration({std::string(PISMOVOD_SOURCE_DIR) + "/config/pismovod.toml"});
  return *loaded.configuration;
}

TEST(Pages, EveryTextOfATemplateIsThereInEveryLanguage) {
  const std::regex gap(R"(\{\{t\.([a-z0-9_]+)\}\})");
  size_t seen = 0;
  for (const PageFile& file : page_files()) {
    const std::string text(file.text);
    for (std::sregex_iterator it(text.begin(), text.end(), gap), end; it != end; ++it, ++seen) {
      for (const auto& [language, texts] : shipped().languages) {
        EXPECT_TRUE(texts.has("review." + (*it)[1].str())) << file.name << " in " << language << ": " << (*it)[1];
      }
    }
  }
  EXPECT_GT(seen, 80U);
}

TEST(Pages, BothLanguagesSayTheSameThings) {
  const Texts& ru = shipped().languages.at("ru");
  const Texts& en = shipped().languages.at("en");
  for (const auto& [key, text] : ru.all()) {
    if (key.starts_with("review.")) {
      EXPECT_TRUE(en.has(key)) << key;
    }
  }
  for (const auto& [key, text] : en.all()) {
    if (key.starts_with("review.")) {
      EXPECT_TRUE(ru.has(key)) << key;
    }
  }
}

// What goes out as it is comes from plot.h, marked_evidence and letter_view.h alone.
TEST(Pages, NothingElseIsUnescaped) {
  const std::regex raw(R"(\{\{(\{|&)\s*([a-z_]+))");
  const std::set<std::string> allowed = {"evidence", "marked_text", "plot_wide", "plot_narrow", "bar"};
  for (const PageFile& file : page_files()) {
    const std::string text(file.text);
    for (std::sregex_iterator it(text.begin(), text.end(), raw), end; it != end; ++it) {
      EXPECT_TRUE(allowed.contains((*it)[2])) << file.name << ": " << (*it)[2];
    }
  }
}

// But one script, from here, that the page works without.
TEST(Pages, TakeNothingFromOutsideAndRunNothing) {
  const std::string own = "<script src=\"/form.js?{{form_version}}\" defer></script>";
  for (const PageFile& file : page_files()) {
    std::string text(file.text);
    if (const size_t at = text.find(own); at != std::string::npos) text.erase(at, own.size());
    if (file.name.ends_with(".js")) continue;
    EXPECT_EQ(text.find("<script"), std::string::npos) << file.name;
    EXPECT_EQ(text.find("style=\""), std::string::npos) << file.name;
    EXPECT_FALSE(std::regex_search(text, std::regex(R"((src|href|action)="(https?:)?//)"))) << file.name;
    EXPECT_FALSE(std::regex_search(text, std::regex(R"(\son[a-z]+=)"))) << file.name;
    EXPECT_EQ(text.find("url("), std::string::npos) << file.name;
  }
}

TEST(Pages, EveryFormThatChangesSomethingCarriesItsToken) {
  const std::regex form(R"(<form[^>]*method="post"[^>]*>([\s\S]*?)</form>)");
  size_t seen = 0;
  for (const PageFile& file : page_files()) {
    const std::string text(file.text);
    for (std::sregex_iterator it(text.begin(), text.end(), form), end; it != end; ++it, ++seen) {
      EXPECT_NE((*it)[1].str().find("name=\"form_token\""), std::string::npos) << file.name;
    }
  }
  // Sign in, sign out, mark one and several, what is done to a case (six), five of the sender's, the check, a case's
  // letter and its files.
  EXPECT_EQ(seen, 18U);
}

TEST(Pages, WhatALetterHoldsIsText) {
  EXPECT_EQ(html_text("<b>\"a\" & 'b'</b>"), "&lt;b&gt;&quot;a&quot; &amp; &apos;b&apos;&lt;/b&gt;");
  EXPECT_EQ(html_text("a\x1B[31m\x07z"), "a [31m z");
  EXPECT_EQ(html_text("evil\xE2\x80\xAEgpj.exe"), "evil gpj.exe");
  EXPECT_EQ(html_text("one\ntwo\r\n"), "one\ntwo \n");
  EXPECT_EQ(html_text("{{form_token}}"), "{{form_token}}");
}

TEST(Pages, ATemplateWithinAValueIsNotRun) {
  View view;
  view.set("title", "{{message}} {{{message}}}").set("message", "SECRET");
  const std::string page = render_page("message.html", "ru", shipped().texts, view);
  EXPECT_NE(page.find("{{message}}"), std::string::npos);
}

TEST(Pages, EvidenceShowsItsValueMarked) {
  EXPECT_EQ(marked_evidence("ИНН 7701234507, <КПП>", "7701234507").html, "ИНН <mark>7701234507</mark>, &lt;КПП&gt;");
  EXPECT_EQ(marked_evidence("рег. 8012 345-67 и", "801234567").html, "рег. <mark>8012 345-67</mark> и");
  EXPECT_EQ(marked_evidence("801234567", "801234567").html, "801234567");
  EXPECT_EQ(marked_evidence("<i>", "").html, "&lt;i&gt;");
  EXPECT_EQ(marked_evidence("a <b> c", "<b>").html, "a <mark>&lt;b&gt;</mark> c");
}

TEST(Pages, OnlyPathsOfThisSiteAreGoneOnTo) {
  EXPECT_EQ(safe_path("/c/3K7Q81B?x=1"), "/c/3K7Q81B?x=1");
  for (const std::string path : {"", "https://evil.example", "//evil.example", "/\\evil.example", "/a\r\nSet-Cookie: x",
                                 "cases", "javascript:alert(1)"}) {
    EXPECT_EQ(safe_path(path), "/cases") << path;
  }
}

TEST(Pages, FormsAreDecoded) {
  const Fields fields = parse_form("a=1&b=%D0%98+x&c&a=2&%zz=%4&=5");
  EXPECT_EQ(fields.at("a"), "1");
  EXPECT_EQ(fields.at("b"), "И x");
  EXPECT_EQ(fields.at("c"), "");
  EXPECT_EQ(fields.at("%zz"), "%4");
  EXPECT_EQ(parse_form("x=%FF").at("x"), "\xEF\xBF\xBD");
  std::string many;
  for (int i = 0; i < 500; ++i) many += "k" + std::to_string(i) + "=1&";
  EXPECT_EQ(parse_form(many).size(), kMostFields);
  EXPECT_EQ(form_encoded("И &="), "%D0%98%20%26%3D");
  EXPECT_EQ(parse_cookies("a=1; b=2;c").size(), 2U);
}

TEST(Pages, AnAddressBecomesAFilterAndBack) {
  const Fields query =
      parse_form("text=%D0%B0&mailbox=lic%401c.ru&action=reject&state=wrong&since=2025-11-01&before=17&junk=1");
  const CaseFilter filter = filter_of(query);
  EXPECT_EQ(filter.text, "а");
  EXPECT_EQ(filter.mailbox, "lic@1c.ru");
  EXPECT_EQ(filter.action, Action::reject);
  EXPECT_EQ(filter.marked, CaseMark::Kind::wrong);
  EXPECT_TRUE(filter.since);
  EXPECT_EQ(page_of(query).before, 17);
  EXPECT_EQ(cases_address("/cases", query, "after", "9"),
            "/cases?text=%D0%B0&since=2025-11-01&mailbox=lic%401c.ru&action=reject&state=wrong&after=9");
  const CaseFilter nonsense = filter_of(parse_form("action=explode&since=yesterday&until=2025-13-01&state=?"));
  EXPECT_FALSE(nonsense.action || nonsense.since || nonsense.until || nonsense.marked);
  EXPECT_FALSE(is_filtered(parse_form("action=&before=1")));
}

TEST(Pages, TheLastDayOfARangeCounts) {
  const CaseFilter filter = filter_of(parse_form("since=2025-11-30&until=2025-11-30"));
  EXPECT_EQ(*filter.until - *filter.since, std::chrono::hours(24));
}

TEST(Pages, DurationsAreSaidRoughly) {
  const Texts& ru = shipped().languages.at("ru");
  EXPECT_EQ(duration_words(40, ru), "40 с");
  EXPECT_EQ(duration_words(245, ru), "4 мин");
  EXPECT_EQ(duration_words(80 * 60, ru), "1 ч 20 мин");
  EXPECT_EQ(duration_words(20 * 3600, ru), "20 ч");
  EXPECT_EQ(duration_words(72 * 3600, ru), "3 дн");
}

}  // namespace
}  // namespace pismovod
