// What is made of a text grows no faster than the text: counted, not timed. Each shape is one that a table of
// each field against each, or of each head with all rows below it, would make a square of.

#include <gtest/gtest.h>

#include "support/tools.h"

namespace pismovod::test {
namespace {

std::string repeated(const std::string& piece, size_t octets) {
  std::string out;
  while (out.size() < octets) out += piece;
  return out;
}

// Fields, mentions and facts that are made of a text of so many octets.
size_t made_of(const std::string& piece, size_t octets) {
  static BlockPool blocks;
  const Configuration& configuration = test_configuration();
  Letter letter;
  letter.passages.push_back(make_passage({}, repeated(piece, octets)));
  const Reading reading(letter, configuration.vocabulary, configuration.labels, *configuration.readers,
                        &configuration.organizations.front());
  const Text& text = reading.texts().front();
  size_t made = text.fields().size() + text.organizations().size() + text.products().size();
  for (const auto& [id, filter] : configuration.filter_of) {
    const Finding finding = filter->find({id, {}, {}}, reading);
    made += finding.right.size() + finding.wrong.size() + finding.presumed.size();
  }
  return made;
}

class Growth : public ::testing::TestWithParam<const char*> {};

TEST_P(Growth, IsNoFasterThanTheText) {
  const size_t of_one = made_of(GetParam(), 4000);
  const size_t of_four = made_of(GetParam(), 16000);
  EXPECT_LE(of_four, 5 * of_one + 100);
  EXPECT_LE(of_four, 16000U) << "more than there are octets";
}

INSTANTIATE_TEST_SUITE_P(
    All, Growth,
    ::testing::Values("ИНН\tКПП\tКод\n7701234507\t770101001\t1\n", "ИНН\tКПП\tКод\n", "ИНН\tслово\tслово\n",
                      "слово\tИНН\tслово\nИНН\tслово\tслово\nслово\tслово\tИНН\n", "ИНН\t", "ИНН\n",
                      "ИНН: ", "ИНН/КПП ", "ИНН клиента: 7701234508\n", "7701234507/770101001 ", "код 14352, ",
                      "рег. номер 801457223, ", "1С:Бухгалтерия 8\t801457223\t", "Продукт: Что-то\n", "ООО «Ромашка», ",
                      "Страна: Казахстан\n", "3.0.150.28/", "релиз 3.1.30; ", "Technical support: ", "заявка № 12345, ",
                      "причина: ключ сломан, поэтому замените ", "артикул 4601546116680 "));

TEST(GrowthOfTables, AHeadsColumnEndsAtTheNextHead) {
  Letter letter;
  letter.passages.push_back(make_passage({}, "ИНН\tКПП\n7701234507\t770101001\nИНН\tКПП\n7704567890\t770401001\n"));
  const Configuration& configuration = test_configuration();
  const Reading reading(letter, configuration.vocabulary, configuration.labels, *configuration.readers, nullptr);
  std::string values;
  for (const Field& field : reading.texts().front().fields()) {
    values += reading.texts().front().written_line(field.value.begin, field.value.end - 1) + " ";
  }
  EXPECT_EQ(values, "7701234507 770101001 7704567890 770401001 ");
}

}  // namespace
}  // namespace pismovod::test
