#include "notice/docx_paper.h"

#include <array>
#include <cstdint>
#include <vector>

#include "base/utf8.h"
#include "notice/notice_content.h"

namespace pismovod {
namespace {

constexpr size_t kCentred = 8;  // blanks in front, from which a line is meant to stand in the middle
constexpr size_t kRight = 32;   // from which it is meant to stand at the right
constexpr size_t kFull = 60;    // characters of a line that was broken for want of room

// --- ZIP, stored (APPNOTE 6.3.3 sections 4.3.7, 4.3.12, 4.3.16) ------------------------------------

uint32_t crc_of(std::string_view octets) {
  uint32_t crc = 0xFFFFFFFFU;
  for (const char c : octets) {
    crc ^= static_cast<unsigned char>(c);
    for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1U) ^ ((crc & 1U) != 0 ? 0xEDB88320U : 0U);
  }
  return ~crc;
}

std::string little(uint32_t value, int octets) {
  std::string out;
  for (int i = 0; i < octets; ++i) out += static_cast<char>((value >> (8 * i)) & 0xFFU);
  return out;
}

class StoredZip {
 public:
  void add(const std::string& name, const std::string& content) {
    const uint32_t at = static_cast<uint32_t>(out_.size());
    // Version 2.0, names in UTF-8, no compression, the first day of 1980: the same paper is the same file.
    const std::string common = little(20, 2) + little(0x0800, 2) + little(0, 2) + little(0, 2) + little(0x21, 2) +
                               little(crc_of(content), 4) + little(static_cast<uint32_t>(content.size()), 4) +
                               little(static_cast<uint32_t>(content.size()), 4) +
                               little(static_cast<uint32_t>(name.size()), 2) + little(0, 2);
    out_ += "PK\x03\x04" + common + name + content;
    directory_ += "PK\x01\x02" + little(20, 2) + common + little(0, 2) + little(0, 2) + little(0, 2) + little(0, 4) +
                  little(at, 4) + name;
    ++count_;
  }

  std::string finish() {
    const uint32_t at = static_cast<uint32_t>(out_.size());
    return out_ + directory_ + "PK\x05\x06" + little(0, 2) + little(0, 2) + little(count_, 2) + little(count_, 2) +
           little(static_cast<uint32_t>(directory_.size()), 4) + little(at, 4) + little(0, 2);
  }

 private:
  std::string out_;
  std::string directory_;
  uint32_t count_ = 0;
};

// --- WordprocessingML (ECMA-376 part 1, 17.3) ------------------------------------------------------

bool is_capitals(std::string_view text) {
  size_t letters = 0;
  for (size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    if ((c >= U'а' && c <= U'я') || c == U'ё' || (c >= U'a' && c <= U'z')) return false;
    if (c >= U'А' && c <= U'Я') ++letters;
  }
  return letters > 2;
}

bool begins_small(std::string_view text) {
  size_t at = 0;
  const char32_t c = text.empty() ? U' ' : next_code_point(text, at);
  return (c >= U'а' && c <= U'я') || c == U'ё';
}

struct Line {
  size_t margin = 0;
  std::string text;
};

// Lines that were broken for want of room are one again.
std::vector<Line> lines_of(std::string_view text) {
  std::vector<Line> out;
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const size_t margin = std::min(line.find_first_not_of(' '), line.size());
    const std::string_view words = line.substr(margin);
    const bool goes_on = margin == 0 && !out.empty() && out.back().margin == 0 &&
                         utf8_length(out.back().text) >= kFull && begins_small(words);
    if (goes_on) {
      out.back().text += " " + std::string(words);
    } else {
      out.push_back({margin, std::string(words)});
    }
  }
  while (!out.empty() && out.front().text.empty()) out.erase(out.begin());
  while (!out.empty() && out.back().text.empty()) out.pop_back();
  return out;
}

std::string paragraph(const Line& line) {
  // What is parted by runs of blanks keeps its place: signatures.
  const bool is_table = line.text.find("   ") != std::string::npos;
  const bool is_heading = line.margin >= kCentred && !is_table;
  const char* place = !is_heading ? "left" : line.margin >= kRight ? "right" : "center";
  const std::string margin = is_heading ? "" : std::string(line.margin, ' ');
  const bool is_bold = is_heading && is_capitals(line.text);
  return "<w:p><w:pPr><w:jc w:val=\"" + std::string(place) + "\"/></w:pPr><w:r>" +
         (is_bold ? "<w:rPr><w:b/></w:rPr>" : "") + "<w:t xml:space=\"preserve\">" + html_escaped(margin + line.text) +
         "</w:t></w:r></w:p>";
}

constexpr std::string_view kXml = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
constexpr std::string_view kTypes =
    "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" "
    "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" "
    "ContentType=\"application/xml\"/><Override PartName=\"/word/document.xml\" "
    "ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/><Override "
    "PartName=\"/word/styles.xml\" "
    "ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml\"/></Types>";
constexpr std::string_view kRelations =
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" "
    "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" "
    "Target=\"word/document.xml\"/></Relationships>";
constexpr std::string_view kDocumentRelations =
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" "
    "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" "
    "Target=\"styles.xml\"/></Relationships>";
constexpr std::string_view kStyles =
    "<w:styles xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:docDefaults><w:rPrDefault>"
    "<w:rPr><w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\" w:cs=\"Times New Roman\"/><w:sz "
    "w:val=\"24\"/><w:lang w:val=\"ru-RU\"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after=\"60\"/>"
    "</w:pPr></w:pPrDefault></w:docDefaults></w:styles>";
// A4, two centimetres and, at the left, three.
constexpr std::string_view kPage =
    "<w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1134\" w:right=\"1134\" w:bottom=\"1134\" "
    "w:left=\"1701\" w:header=\"709\" w:footer=\"709\" w:gutter=\"0\"/></w:sectPr>";

std::string xml(std::initializer_list<std::string_view> parts) {
  std::string out(kXml);
  for (const std::string_view part : parts) out += part;
  return out;
}

}  // namespace

std::string docx_of(std::string_view text) {
  std::string body;
  for (const Line& line : lines_of(text)) body += paragraph(line);
  StoredZip zip;
  zip.add("[Content_Types].xml", xml({kTypes}));
  zip.add("_rels/.rels", xml({kRelations}));
  zip.add("word/_rels/document.xml.rels", xml({kDocumentRelations}));
  zip.add("word/styles.xml", xml({kStyles}));
  zip.add("word/document.xml",
          xml({"<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>", body,
               kPage, "</w:body></w:document>"}));
  return zip.finish();
}

}  // namespace pismovod
