// Office files by the rules of packages: names without regard to case, relationships before usual names.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reader/collected.h"
#include "reader/docx.h"
#include "reader/office_zip.h"
#include "reader/package.h"
#include "reader/xlsx.h"
#include "samples/archives.h"
#include "samples/office.h"

namespace pismovod {
namespace {

using samples::File;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr std::string_view kTypes = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

std::string relation(const std::string& id, const std::string& type, const std::string& target) {
  return "<Relationship Id=\"" + id + "\" Type=\"" + std::string(kTypes) + type + "\" Target=\"" + target + "\"/>";
}

std::string relations(const std::string& all) {
  return "<?xml version=\"1.0\"?><Relationships>" + all + "</Relationships>";
}

std::string docx_with_chunk(const std::string& name, const std::string& octets) {
  return samples::docx(
      samples::paragraph("Карточка"),
      {{"word/_rels/document.xml.rels", relations(relation("c", "aFChunk", name))}, {"word/" + name, octets}});
}

Document read(const std::string& octets, ReadState (*reader)(std::string_view, Budget&, size_t, Document&)) {
  Document document;
  Budget budget = plenty();
  document.text = reader(octets, budget, kMost, document);
  return document;
}

Document read_word(const std::string& octets) {
  return read(octets, [](std::string_view file, Budget& budget, size_t most, Document& document) {
    return read_docx(file, budget, most, document);
  });
}

TEST(Package, NamesAreComparedAsPackagesDo) {
  EXPECT_EQ(member_name("/XL\\SharedStrings.xml"), "xl/sharedstrings.xml");
  EXPECT_EQ(member_name("word/document.xml"), "word/document.xml");
}

TEST(Package, TargetsAreResolvedFromTheirPartOrTheRoot) {
  const std::string file =
      samples::stored_zip({{"_rels/.rels", relations(relation("a", "officeDocument", "/Doc/Main.XML"))},
                           {"doc\\_rels\\main.xml.rels", relations(relation("b", "styles", "../Styles.xml") +
                                                                   relation("c", "theme", "x/./y.xml"))}});
  Budget budget = plenty();
  const Package package(file, budget);
  EXPECT_EQ(package.main("word/document.xml"), "doc/main.xml");
  std::vector<std::string> targets;
  for (const Relation& one : package.relations("doc/main.xml")) targets.push_back(one.target);
  EXPECT_THAT(targets, ElementsAre("styles.xml", "doc/x/y.xml"));
  EXPECT_EQ(package.relations("").front().type, "officedocument");
}

TEST(Package, SharedStringsStandWhereTheirRelationSays) {
  const std::string sheet = R"(<worksheet><sheetData><row><c t="s"><v>0</v></c></row></sheetData></worksheet>)";
  const std::string file = samples::stored_zip(
      {{"[Content_Types].xml", "<Types/>"},
       {"_rels/.rels", relations(relation("m", "officeDocument", "xl/Book.xml"))},
       {"xl/Book.xml", R"(<workbook xmlns:r="r"><sheets><sheet name="Л" r:id="s"/></sheets></workbook>)"},
       {"xl/_rels/book.xml.rels",
        relations(relation("s", "worksheet", "Sheet.xml") + relation("t", "sharedStrings", "T.xml"))},
       {"xl/sheet.xml", sheet},
       {"XL/t.xml", "<sst><si><t>7701234507</t></si></sst>"}});
  EXPECT_EQ(places_and_texts(read(file, read_xlsx)), "[sheet «Л»]\n7701234507\n");
}

TEST(AltChunk, HtmlWebArchiveRtfAndAnotherDocxAreText) {
  const std::string html = "<html><body><p>ИНН 7701234507</p></body></html>";
  const std::string archive = "MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + html;
  for (const auto& [name, octets] : std::vector<File>{{"a.htm", html},
                                                      {"a.mht", archive},
                                                      {"a.rtf", "{\\rtf1\\ansi 7701234507}"},
                                                      {"a.txt", "7701234507"},
                                                      {"a.docx", samples::docx(samples::paragraph("7701234507"))}}) {
    const Document document = read_word(docx_with_chunk(name, octets));
    EXPECT_EQ(document.text, ReadState::read) << name;
    EXPECT_THAT(places_and_texts(document), HasSubstr("7701234507")) << name;
  }
}

TEST(AltChunk, WhatIsNotReadOrNotThereIsSaid) {
  EXPECT_EQ(read_word(docx_with_chunk("a.bin", std::string("\0\1\2\3", 4))).text, ReadState::unreadable);
  EXPECT_EQ(read_word(docx_with_chunk("a.htm", "")).text, ReadState::unreadable);
}

TEST(AltChunk, DocumentsWithinEachOtherEnd) {
  std::string octets = samples::docx(samples::paragraph("innermost"));
  for (int i = 0; i < 5; ++i) octets = docx_with_chunk("a.docx", octets);
  EXPECT_EQ(read_word(octets).text, ReadState::unreadable);
}

}  // namespace
}  // namespace pismovod
