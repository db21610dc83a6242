#include "words/vocabulary.h"

#include <gtest/gtest.h>

namespace pismovod {
namespace {

// How often a phrase is found in a text.
size_t count(const std::string& phrase, const std::string& text, bool loose = false) {
  Vocabulary::Builder builder;
  const Phrases phrases = {*Phrase::parse(phrase)};
  const TermId term = builder.term(phrases, loose);
  const Vocabulary vocabulary = *builder.build();
  const Folded folded = Folded::of(text);
  const Tokens tokens = vocabulary.tokenize(folded);
  return loose ? vocabulary.find_loose(tokens, term).size() : vocabulary.find(tokens).of(term).size();
}

TEST(Vocabulary, WordsStandDirectlyBehindEachOther) {
  EXPECT_EQ(count("код* партн*", "Код партнёра: 14352"), 1U);
  EXPECT_EQ(count("код* партн*", "код нашего партнера"), 0U);
  EXPECT_EQ(count("код партнера", "коды партнеров"), 0U);
  EXPECT_EQ(count("код*", "коды и кодекс"), 2U);
}

TEST(Vocabulary, StopsHyphensAndOneLineBreakAreOverlooked) {
  EXPECT_EQ(count("рег* #", "рег.№ 8012"), 1U);
  EXPECT_EQ(count("рег* номер*", "рег.-номер и рег.\nномер"), 2U);
  EXPECT_EQ(count("рег* номер*", "рег.\n\nномер"), 0U);
  EXPECT_EQ(count("р/н", "р/н комплекта, Р / Н"), 2U);
}

TEST(Vocabulary, AlternativesAndNumbers) {
  EXPECT_EQ(count("отмен*|аннулир* заявк*", "аннулировать заявку"), 1U);
  EXPECT_EQ(count("редакция 2", "Редакция 2"), 1U);
  EXPECT_EQ(count("редакция 2", "Редакция 3"), 0U);
}

TEST(Vocabulary, LoosePhrasesKeepToTheirSentence) {
  EXPECT_EQ(count("отмен* заявк*", "заявку WZ0012 просим, пожалуйста, отменить", true), 1U);
  EXPECT_EQ(count("отмен* заявк*", "Просим отменить. Заявка наша.", true), 0U);
  EXPECT_EQ(count("отмен* заявк*", "Просим отменить\nзаявку", true), 1U);
}

Phrases many(size_t count, size_t first) {
  Phrases out;
  for (size_t i = 0; i < count; ++i) out.push_back(*Phrase::parse("слово " + std::to_string(first + i)));
  return out;
}

TEST(Vocabulary, MorePhrasesThanCanBeNumberedAreAnError) {
  Vocabulary::Builder fits;
  EXPECT_NE(fits.term(many(65535, 0)), 0);
  EXPECT_TRUE(fits.build().has_value());
  Vocabulary::Builder builder;
  EXPECT_NE(builder.term(many(65536, 0)), 0);
  const auto made = builder.build();
  ASSERT_FALSE(made.has_value());
  EXPECT_NE(made.error().text.find("65535"), std::string::npos);
}

TEST(VocabularyDeathTest, AWrongLiteralOfTheProgramEndsItAtOnce) {
  Vocabulary::Builder builder;
  EXPECT_DEATH(EXPECT_NE(builder.known({"*слово"}), 0), "a phrase in its text is none");
}

TEST(Vocabulary, TermsOfTheSameWordsAreToldApart) {
  Vocabulary::Builder builder;
  const TermId one = builder.known({"код", "номер"});
  const TermId other = builder.known({"код*"});
  ASSERT_NE(one, other);
  const Vocabulary vocabulary = *builder.build();
  const Folded folded = Folded::of("код, коды, номер");
  const Hits hits = vocabulary.find(vocabulary.tokenize(folded));
  EXPECT_EQ(hits.of(one).size(), 2U);
  EXPECT_EQ(hits.of(other).size(), 2U);
  EXPECT_TRUE(hits.of(0).empty());
}

TEST(Vocabulary, WordsAreFoundFromTheirFirstLetterToTheirLast) {
  EXPECT_EQ(count("я", "я и ты"), 1U);
  EXPECT_EQ(count("ип", "ИП Громов, тип"), 1U);
  EXPECT_EQ(count("к*", "к коду"), 2U);
  EXPECT_EQ(count("инн", "ин инн иннн"), 1U);
}

TEST(Vocabulary, AMarkMayBeginAPhrase) {
  EXPECT_EQ(count("# заявки", "№ заявки, № договора"), 1U);
  EXPECT_EQ(count("8 проф", "8 ПРОФ, 18 ПРОФ"), 1U);
}

TEST(Tokens, CellsAndLinesAreBreaks) {
  const Vocabulary vocabulary = *Vocabulary::Builder().build();
  const Folded folded = Folded::of("a\tb\n\tc   d");
  const Tokens tokens = vocabulary.tokenize(folded);
  std::vector<TokenKind> kinds;
  for (size_t i = 0; i < tokens.size(); ++i) kinds.push_back(tokens[i].kind);
  using enum TokenKind;
  EXPECT_EQ(kinds, (std::vector<TokenKind>{word, cell, word, line, cell, word, cell, word}));
}

TEST(Tokens, SentencesEndAtStopsNotAtAbbreviations) {
  const Vocabulary vocabulary = *Vocabulary::Builder().build();
  const Folded folded = Folded::of("В г. Москва рег. номер 80. Новая мысль");
  const Tokens tokens = vocabulary.tokenize(folded);
  const Tokens::Range first = tokens.sentence(0);
  EXPECT_EQ(tokens.text(first.end - 1), "80");
}

// Who begins no sentence with a capital ends them by stops all the same, but not behind what may be an abbreviation.
TEST(Tokens, SentencesEndAtStopsWhereNobodyWritesCapitals) {
  const Vocabulary vocabulary = *Vocabulary::Builder().build();
  const auto last_of_first = [&](const std::string& text) {
    const Folded folded = Folded::of(text);
    const Tokens tokens = vocabulary.tokenize(folded);
    return std::string(tokens.text(tokens.sentence(0).end - 1));
  };
  EXPECT_EQ(last_of_first("собака сгрызла. серьёзно. что делать?"), fold("сгрызла"));
  EXPECT_EQ(last_of_first("корп. лицензия. серьёзно. что делать?"), fold("лицензия"));
  EXPECT_EQ(last_of_first("программы. лицензии. Что делать?"), fold("лицензии"));
}

// Where the clause of the first word ends.
std::string clause_of(const std::string& text) {
  const Vocabulary vocabulary = *Vocabulary::Builder().build();
  const Folded folded = Folded::of(text);
  const Tokens tokens = vocabulary.tokenize(folded);
  std::string out;
  for (size_t i = tokens.clause(0).begin; i < tokens.clause(0).end; ++i) out += tokens.text(i);
  return out;
}

TEST(Tokens, ClausesEndAtCommasColonsAndBrackets) {
  for (const char* text : {"один, два", "один: два", "один (два", "один) два"})
    EXPECT_EQ(clause_of(text), fold("один")) << text;
  EXPECT_EQ(clause_of("один два"), fold("одиндва"));
}

}  // namespace
}  // namespace pismovod
