// The shipped words of the answer.
#include "actions/refusal.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "config/configuration.h"

namespace pismovod {
namespace {

TEST(Wording, EveryReplyTextIsAsciiInBothLanguages) {
  const auto loaded = load_configuration({std::string(PISMOVOD_SOURCE_DIR) + "/config/pismovod.toml"});
  ASSERT_NE(loaded.configuration, nullptr);
  for (const auto& [language, texts] : loaded.configuration->languages) {
    for (const std::string& key : reply_text_keys()) EXPECT_TRUE(texts.has(key)) << language << " " << key;
    for (const auto& [key, text] : texts.all()) {
      if (!key.starts_with("reply.")) continue;
      EXPECT_TRUE(std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; })) << key;
    }
  }
}

TEST(Wording, TheShippedAnswer) {
  const auto loaded = load_configuration({std::string(PISMOVOD_SOURCE_DIR) + "/config/pismovod.toml"});
  ASSERT_NE(loaded.configuration, nullptr);
  Verdict verdict{"lic@1c.ru", "lic@1c.ru", {"any"}, {}};
  Judged inn;
  inn.id = "client_inn";
  inn.status = Status::invalid;
  inn.reason.key = "check_digit";
  Judged number;
  number.id = "product_reg_number";
  number.status = Status::missing;
  verdict.requirements = {inn, number};
  const auto& languages = loaded.configuration->languages;
  const ReplyTexts texts{languages.at("ru"), languages.at("en")};
  std::vector<std::string> sentences = refusal_sentences({&verdict}, 1, texts);
  for (const std::string& sentence : again_sentences(std::nullopt, texts)) sentences.push_back(sentence);
  const Reply reply(Reply::Kind::refused, sentences);
  EXPECT_EQ(
      reply.text(),
      "550-5.7.1 Pis'mo na lic@1c.ru NE otpravleno. Nuzhno: INN klienta (kontrol'naya cifra), registracionnyj nomer.\n"
      "550-5.7.1 Letter to lic@1c.ru was NOT sent: 2 required items are missing or wrong.\n"
      "550 5.7.1 Dopolnite i otprav'te snova.");
}

}  // namespace
}  // namespace pismovod
