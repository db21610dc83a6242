#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reader/latin_words.h"
#include "reader/page_layout.h"
#include "reader/picture.h"
#include "reader/seal.h"
#include "samples/pictures.h"

namespace pismovod {
namespace {

using testing::ElementsAre;

PlacedWord word(float left, float top, const std::string& text, float width = 0) {
  return {left, top,  left + (width > 0 ? width : 10 * static_cast<float>(text.size())), top + 20, text, false,
          100,  false};
}

TEST(PageLayout, WordsBecomeLinesFromTheTop) {
  EXPECT_THAT(lines_of_words({word(0, 50, "second"), word(90, 2, "line"), word(0, 0, "first")}),
              ElementsAre("first   line", "second"));
}

TEST(PageLayout, FarApartAndRulesPartCells) {
  EXPECT_THAT(lines_of_words({word(0, 0, "INN"), word(35, 0, "of"), word(60, 0, "client"), word(200, 0, "771")}),
              ElementsAre("INN of client   771"));
  EXPECT_THAT(lines_of_words({word(0, 0, "INN"), word(35, 0, "|", 2), word(40, 0, "771")}), ElementsAre("INN   771"));
  EXPECT_THAT(lines_of_words({word(0, 0, "INN"), {34, -100, 36, 300, " ", false, 95, false}, word(40, 0, "|771")}),
              ElementsAre("INN   771"));
}

TEST(PageLayout, DrawingsAreNoWords) {
  EXPECT_THAT(lines_of_words({{0, 0, 500, 300, " ", false, 95, false}, word(0, 0, "a"), word(0, 40, "b")}),
              ElementsAre("a", "b"));
}

TEST(PageLayout, DoubtfulWordsNeedSureOnesBesideThem) {
  PlacedWord doubtful = word(40, 0, "ZAO");
  doubtful.is_doubtful = true;
  PlacedWord alone = word(0, 100, "ane");
  alone.is_doubtful = true;
  EXPECT_THAT(lines_of_words({word(0, 0, "abc"), doubtful, alone}), ElementsAre("abc ZAO"));
}

TEST(LatinWords, RussianOnesAreTakenBack) {
  EXPECT_TRUE(is_better_in_russian("UHH", 80, "ИНН", 25));
  EXPECT_TRUE(is_better_in_russian("Cu.", 94, "Сч.", 85));
  EXPECT_TRUE(is_better_in_russian("(per.", 90, "(рег.", 60));
  EXPECT_FALSE(is_better_in_russian("USB", 93, "ОЗВ", 90)) << "known";
  EXPECT_FALSE(is_better_in_russian("1C:ERP", 85, "1С:ЕКР", 74)) << "known";
  EXPECT_FALSE(is_better_in_russian("AH", 65, "ян", 64)) << "another case";
  EXPECT_FALSE(is_better_in_russian("VY", 60, "УУ", 20)) << "unsure";
  EXPECT_FALSE(is_better_in_russian("OOO", 90, "ООО", 90)) << "the same when folded";
  EXPECT_FALSE(is_better_in_russian("ab5", 60, "аб6", 90)) << "other digits";
}

TEST(Seal, IsFoundOnColourScansOnly) {
  samples::PageLook look;
  look.has_seal = true;
  EXPECT_EQ(find_seals(samples::page({"Руководитель"}, look)).size(), 1U);
  EXPECT_TRUE(find_seals(samples::page({"Руководитель"})).empty());
  Raster grey = make_raster(1000, 1400, 1);
  EXPECT_TRUE(find_seals(grey).empty());
}

TEST(PreparePage, SlopeIsTakenOutAndBlankIsSeen) {
  samples::PageLook look;
  look.slope = 2;
  look.noise = 200;
  const PreparedPage sloping = prepare_page(samples::page({"Строка первая на странице", "Строка вторая на странице",
                                                           "Строка третья на странице", "Строка четвёртая"},
                                                          look),
                                            300);
  EXPECT_NEAR(sloping.slope, -2, 0.3);
  EXPECT_NEAR(sloping.scale, 2, 0.05);
  look.slope = 0;
  EXPECT_TRUE(prepare_page(samples::page({}, look), 300).is_blank) << "specks are nothing";
  EXPECT_FALSE(prepare_page(samples::page({"Приложение 1"}), 300).is_blank);
}

TEST(DecodePicture, CamerasHeldSideways) {
  Raster picture = make_raster(120, 80, 3);
  std::string octets = samples::jpeg(picture);
  // An Exif segment with the orientation 6 behind the start of the picture.
  const std::string tiff("MM\0\x2A\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0", 26);
  const std::string exif = std::string("Exif\0\0", 6) + tiff;
  std::string segment("\xFF\xE1\0", 3);
  segment += static_cast<char>(exif.size() + 2);
  octets.insert(2, segment + exif);
  const Raster read = decode_picture(octets, Format::jpeg, 1, size_t{1} << 30);
  EXPECT_EQ(read.width, 80);
  EXPECT_EQ(read.height, 120);
}

}  // namespace
}  // namespace pismovod
