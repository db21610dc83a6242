#include "words/vocabulary.h"

#include <gtest/gtest.h>

namespace pismovod {
namespace {

// How often a phrase is found in a text.
size_t count(const std::string& phrase, const std::string& text, bool loose = false) {
  Vocabulary::Builder builder;
  const TermId term = builder.known({std::string_view(phrase)}, loose);
  const Vocabulary vocabulary = builder.build();
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

TEST(Vocabulary, AWrongPhraseIsAnError) {
  Vocabulary::Builder builder;
  EXPECT_FALSE(builder.term(std::vector<std::string>{"*слово"}).has_value());
  EXPECT_FALSE(builder.term(std::vector<std::string>{"а|б-в"}).has_value());
  EXPECT_FALSE(builder.term(std::vector<std::string>{"  "}).has_value());
}

TEST(Tokens, CellsAndLinesAreBreaks) {
  const Vocabulary vocabulary = Vocabulary::Builder().build();
  const Folded folded = Folded::of("a\tb\n\tc   d");
  const Tokens tokens = vocabulary.tokenize(folded);
  std::vector<TokenKind> kinds;
  for (size_t i = 0; i < tokens.size(); ++i) kinds.push_back(tokens[i].kind);
  using enum TokenKind;
  EXPECT_EQ(kinds, (std::vector<TokenKind>{word, cell, word, line, cell, word, cell, word}));
}

TEST(Tokens, SentencesEndAtStopsNotAtAbbreviations) {
  const Vocabulary vocabulary = Vocabulary::Builder().build();
  const Folded folded = Folded::of("В г. Москва рег. номер 80. Новая мысль");
  const Tokens tokens = vocabulary.tokenize(folded);
  const Tokens::Range first = tokens.sentence(0);
  EXPECT_EQ(tokens.text(first.end - 1), "80");
}

}  // namespace
}  // namespace pismovod
