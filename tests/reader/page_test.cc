#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <random>

#include "reader/latin_words.h"
#include "reader/page_layout.h"
#include "reader/picture.h"
#include "reader/seal.h"
#include "reader/stamp.h"
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

TEST(LatinWords, FormsOfFirmsAreCertain) {
  EXPECT_TRUE(is_certain("ПАО"));
  EXPECT_TRUE(is_certain("«OOO")) << "in Latin letters too";
  EXPECT_FALSE(is_certain("АО")) << "two letters are marks as often as not";
  EXPECT_FALSE(is_certain("три"));
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

TEST(Stamp, IsFoundWhereItLeansAndLiesOnATable) {
  samples::PageLook look;
  look.stamp = "ПРОВЕДЕНО";
  for (const double lean : {-15.0, -7.0, 0.0, 9.0}) {
    look.lean = lean;
    const Raster page = prepare_page(samples::page({"Платёжное поручение № 7"}, look), 300).page;
    const std::vector<Stamp> stamps = find_stamps(page);
    ASSERT_EQ(stamps.size(), 1U) << lean;
    EXPECT_NEAR(stamps[0].place.left, page.width * 0.6, page.width * 0.06) << lean;
    EXPECT_LT(stamps[0].upright.height, stamps[0].upright.width / 2) << lean;
  }
  EXPECT_TRUE(find_stamps(prepare_page(samples::page({"Платёжное поручение № 7"}), 300).page).empty());
}

TEST(Stamp, TheCellsOfATableAreNone) {
  Raster page = make_raster(2480, 3508, 1);
  std::fill(page.pixels.begin(), page.pixels.end(), uint8_t{250});
  for (int y = 500; y <= 1100; y += 200) {
    for (int line = y; line < y + 5; ++line) std::fill_n(page.row(line) + 300, 1205, uint8_t{20});
  }
  for (int x = 300; x <= 1500; x += 400) {
    for (int y = 500; y < 1105; ++y) std::fill_n(page.row(y) + x, 5, uint8_t{20});
  }
  EXPECT_TRUE(find_stamps(page).empty());
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

TEST(PreparePage, AnyLeanIsTakenOutWhereItIsAskedFor) {
  const std::vector<std::string> lines(16, "Строка на странице, длинная, каких в письме много");
  samples::PageLook look;
  look.slope = 7;
  EXPECT_NEAR(prepare_page(samples::page(lines, look), 300).slope, -7, 0.5);
  for (const double slope : {-18.0, 15.0, 30.0}) {
    look.slope = slope;
    EXPECT_NEAR(prepare_page(samples::page(lines, look), 300, Lean::much).slope, -slope, 0.5) << slope;
  }
  look.slope = 0;
  EXPECT_EQ(prepare_page(samples::page(lines, look), 300, Lean::much).slope, 0);
}

// Each grey of a page by `tone` of its value and place.
Raster toned(Raster page, const std::function<double(double grey, int x, int y)>& tone) {
  for (int y = 0; y < page.height; ++y) {
    for (int i = 0; i < page.width * page.channels; ++i) {
      uint8_t& value = page.row(y)[i];
      value = static_cast<uint8_t>(std::clamp(tone(value, i / page.channels, y), 0.0, 255.0));
    }
  }
  return page;
}

const std::vector<std::string> kFewLines = {"Заявление", "Прошу зарегистрировать"};

TEST(PreparePage, FaintStrokesAreNoBlankPage) {
  for (const int depth : {30, 40, 60, 120}) {
    const auto faint = [&](double grey, int, int) { return 244 - depth * (247 - grey) / 247; };
    EXPECT_FALSE(prepare_page(toned(samples::page(kFewLines), faint), 300).is_blank) << depth;
  }
  const auto dark = [](double grey, int, int) { return 60 - grey / 255 * 40; };
  EXPECT_FALSE(prepare_page(toned(samples::page(kFewLines), dark), 300).is_blank) << "a dark screen";
}

TEST(PreparePage, FaintStrokesInShadeAreSeenToo) {
  const auto shaded = [](double grey, int x, int) { return 244 - 45 * (247 - grey) / 247 - x / 1240.0 * 60; };
  EXPECT_FALSE(prepare_page(toned(samples::page(kFewLines), shaded), 300).is_blank);
}

TEST(PreparePage, WritingBlurredBeyondReadingIsNoBlankPage) {
  std::mt19937 random(12);  // NOLINT(cert-msc51-cpp): the same each time
  std::normal_distribution<double> grain(0, 8);
  const auto blurred = [&](double, int x, int y) {
    const double far = std::hypot((x - 500) / 300.0, (y - 400) / 60.0);
    return 195 - 25 * std::exp(-far * far) + grain(random);
  };
  EXPECT_FALSE(prepare_page(toned(samples::page({}), blurred), 300).is_blank);
}

// A sheet on a dark table: the table's edge is longer than any line, and is not what must stand straight.
TEST(PreparePage, TheEdgeOfTheSheetIsNoLineOfText) {
  const std::vector<std::string> lines(8, "Просим рассмотреть возможность замены ключа");
  const auto on_table = [](double grey, int x, int y) {
    const double edge = 40 + y * 0.05;
    grey -= x / 1240.0 * 80;  // the light of a lamp
    return x < edge || x > 1200 - edge || y < 60 + x * 0.05 || y > 1650 + x * 0.05 ? 70 : grey;
  };
  EXPECT_NEAR(prepare_page(toned(samples::page(lines), on_table), 300).slope, 0, 0.1);
  samples::PageLook look;
  look.slope = 1.5;
  EXPECT_NEAR(prepare_page(toned(samples::page(lines, look), on_table), 300).slope, -1.5, 0.2);
}

TEST(PreparePage, NoiseShadeAndShadowsAreBlank) {
  std::mt19937 random(11);  // NOLINT(cert-msc51-cpp): the same each time
  samples::PageLook specks;
  specks.noise = 200;
  for (const double noise : {0.0, 3.0, 8.0, 14.0}) {
    std::normal_distribution<double> grain(0, std::max(noise, 0.01));
    const auto sheet = [&](double grey, int x, int y) {
      const double shade = x / 1240.0 * 40 + y / 1754.0 * 20;  // the light of a lamp
      const double edge = x < 50 ? 60 - x : 0;                 // the shadow of the lid
      return grey - shade - edge + grain(random);
    };
    EXPECT_TRUE(prepare_page(toned(samples::page({}, specks), sheet), 300).is_blank) << noise;
  }
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
