#include "samples/office.h"

#include <algorithm>

#include "samples/octets.h"

namespace pismovod::samples {
namespace {

constexpr char kXml[] = R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>)";
constexpr char kWord[] = R"(xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" )"
                         R"(xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" )"
                         R"(xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape")";
constexpr char kOffice[] = R"(xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" )"
                           R"(xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" )"
                           R"(xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" )"
                           R"(xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" )"
                           R"(xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0")";

std::string with_more(std::vector<File> files, const std::vector<File>& more) {
  files.insert(files.end(), more.begin(), more.end());
  return stored_zip(files, true);
}

std::string open_document(const std::string& type, const std::string& element, const std::string& body,
                          const std::vector<File>& more) {
  const std::string content = std::string(kXml) + "<office:document-content " + kOffice +
                              "><office:body><office:" + element + ">" + body + "</office:" + element +
                              "></office:body></office:document-content>";
  return with_more({{"mimetype", "application/vnd.oasis.opendocument." + type}, {"content.xml", content}}, more);
}

constexpr size_t kSector = 512;

void pad(std::string& octets) { octets.resize((octets.size() + kSector - 1) / kSector * kSector); }

std::string directory_entry(const std::string& name, uint8_t type, uint32_t child, uint32_t right, uint32_t start,
                            size_t size) {
  std::string entry = utf16(name);
  entry.resize(64);
  put_little(entry, static_cast<uint16_t>(name.size() * 2 + 2));
  put_little(entry, type);
  put_little<uint8_t>(entry, 1);            // black
  put_little<uint32_t>(entry, 0xFFFFFFFF);  // left
  put_little(entry, right);
  put_little(entry, child);
  entry.resize(116);
  put_little(entry, start);
  put_little(entry, static_cast<uint64_t>(size));
  return entry;
}

}  // namespace

std::string paragraph(const std::string& text) { return "<w:p><w:r><w:t>" + text + "</w:t></w:r></w:p>"; }

std::string docx_table(const std::vector<std::vector<std::string>>& rows) {
  std::string out = "<w:tbl>";
  for (const auto& row : rows) {
    out += "<w:tr>";
    for (const std::string& cell : row) out += "<w:tc><w:tcPr/>" + paragraph(cell) + "</w:tc>";
    out += "</w:tr>";
  }
  return out + "</w:tbl>";
}

std::string docx(const std::string& body, const std::vector<File>& more) {
  const std::string document =
      std::string(kXml) + "<w:document " + kWord + "><w:body>" + body + "<w:sectPr/></w:body></w:document>";
  return with_more({{"[Content_Types].xml", std::string(kXml) + "<Types/>"}, {"word/document.xml", document}}, more);
}

std::string xlsx(const std::vector<Sheet>& sheets, const std::vector<std::string>& shared, const std::string& styles) {
  std::string workbook = std::string(kXml) +
                         R"(<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" )"
                         R"(xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>)";
  std::string relations = std::string(kXml) + "<Relationships>";
  std::vector<File> files = {{"[Content_Types].xml", std::string(kXml) + "<Types/>"}};
  for (size_t i = 0; i < sheets.size(); ++i) {
    const std::string number = std::to_string(i + 1);
    workbook += R"(<sheet name=")" + sheets[i].name + R"(" sheetId=")" + number + R"(" r:id="rId)" + number + "\"" +
                (sheets[i].hidden ? R"( state="hidden")" : "") + "/>";
    relations += R"(<Relationship Id="rId)" + number + R"(" Target="worksheets/sheet)" + number + R"(.xml"/>)";
    files.push_back({"xl/worksheets/sheet" + number + ".xml",
                     std::string(kXml) + "<worksheet><sheetData>" + sheets[i].rows + "</sheetData></worksheet>"});
  }
  files.push_back({"xl/workbook.xml", workbook + "</sheets></workbook>"});
  files.push_back({"xl/_rels/workbook.xml.rels", relations + "</Relationships>"});
  std::string strings = std::string(kXml) + "<sst>";
  for (const std::string& one : shared) strings += "<si><t>" + one + "</t></si>";
  files.push_back({"xl/sharedStrings.xml", strings + "</sst>"});
  if (!styles.empty()) files.push_back({"xl/styles.xml", std::string(kXml) + styles});
  return stored_zip(files, true);
}

std::string odt(const std::string& body, const std::vector<File>& more) {
  return open_document("text", "text", body, more);
}

std::string ods(const std::string& body, const std::vector<File>& more) {
  return open_document("spreadsheet", "spreadsheet", body, more);
}

std::string ole(const std::vector<File>& streams) {
  constexpr uint32_t kEnd = 0xFFFFFFFE;
  constexpr uint32_t kFree = 0xFFFFFFFF;
  // Sector 0: the table of sectors; 1 and on: the directory, then the streams.
  std::vector<uint32_t> table = {0xFFFFFFFD};
  std::string directory = directory_entry("Root Entry", 5, streams.empty() ? kFree : 1, kFree, kEnd, 0);
  const size_t directory_sectors = (streams.size() + 1 + 3) / 4;
  for (size_t i = 0; i < directory_sectors; ++i) {
    table.push_back(i + 1 < directory_sectors ? static_cast<uint32_t>(i + 2) : kEnd);
  }
  std::string data;
  for (size_t i = 0; i < streams.size(); ++i) {
    // Shorter ones would lie in the mini stream.
    std::string octets = streams[i].octets;
    octets.resize(std::max<size_t>(octets.size(), 4096));
    const size_t size = octets.size();
    pad(octets);
    const auto start = static_cast<uint32_t>(1 + directory_sectors + data.size() / kSector);
    for (size_t s = 0; s < octets.size() / kSector; ++s) {
      table.push_back(s + 1 < octets.size() / kSector ? static_cast<uint32_t>(start + s + 1) : kEnd);
    }
    data += octets;
    const auto right = i + 1 < streams.size() ? static_cast<uint32_t>(i + 2) : kFree;
    directory += directory_entry(streams[i].name, 2, kFree, right, start, size);
  }
  directory.resize(directory_sectors * kSector);
  table.resize(kSector / 4, kFree);

  std::string out("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8);
  out.resize(24);
  for (const int number : {0x3E, 3, 0xFFFE, 9, 6}) put_little(out, static_cast<uint16_t>(number));
  out.resize(44);
  for (const uint32_t number :
       {uint32_t{1}, uint32_t{1}, uint32_t{0}, uint32_t{4096}, kEnd, uint32_t{0}, kEnd, uint32_t{0}, uint32_t{0}}) {
    put_little(out, number);
  }
  while (out.size() < kSector) put_little(out, kFree);
  for (const uint32_t number : table) put_little(out, number);
  return out + directory + data;
}

}  // namespace pismovod::samples
