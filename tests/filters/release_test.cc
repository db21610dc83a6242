#include <gtest/gtest.h>

#include "support/find.h"

namespace pismovod::test {
namespace {

TEST(Release, FourGroupsHoweverTyped) {
  EXPECT_EQ(value("config_release", "релиз 3.0.150.28"), "3.0.150.28");
  EXPECT_EQ(value("config_release", "релиз 3,0,67,54"), "3.0.67.54");
  EXPECT_EQ(value("config_release", "версия 3.1.38.92ДП"), "3.1.38.92ДП");
  EXPECT_EQ(value("config_release", "релиз 3.0.182.33/3.3.3.326"), "3.0.182.33/3.3.3.326");
  EXPECT_EQ(value("config_release", "Бухгалтерия предприятия, редакция 3.0, 3.0.176.31"), "3.0.176.31");
}

TEST(Release, LookAlikesAreNone) {
  for (const char* text :
       {"платформа 8.3.24.1548", "1С:Предприятие 8.5.1.1150", "сервер 192.168.0.15", "Windows 10 Pro 10.0.19045.3803",
        "SQL Server 15.0.2000.5", "Библиотека стандартных подсистем: 3.1.12.238", "релиз 3.0", "последний релиз",
        "12.03.2025", "Chrome 120.0.6099.130"}) {
    EXPECT_EQ(value("config_release", text), "") << text;
  }
}

TEST(Release, ThreeGroupsAreNotTheWholeNumber) {
  EXPECT_EQ(wrong("config_release", "релиз 3.1.30"), "release_groups");
  EXPECT_EQ(wrong("config_release", "релиз от 12.03.25"), "");
}

}  // namespace
}  // namespace pismovod::test
