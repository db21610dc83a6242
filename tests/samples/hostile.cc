#include "samples/hostile.h"

#include <vector>

#include "samples/archives.h"
#include "samples/octets.h"
#include "samples/office.h"

namespace pismovod::samples {
namespace {

constexpr uint32_t kHuge = 60000;

std::string big_endian(uint32_t value, int size) {
  std::string out;
  for (int i = size; i-- > 0;) out += static_cast<char>(value >> (8 * i) & 0xFF);
  return out;
}

std::string png_chunk(const std::string& type, const std::string& data) {
  return big_endian(static_cast<uint32_t>(data.size()), 4) + type + data + big_endian(crc32(type + data), 4);
}

// A PDF without a table of its objects: readers look for them themselves.
std::string pdf_of(const std::string& objects) {
  return "%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n" + objects + "trailer <</Root 1 0 R>>\n%%EOF\n";
}

std::string stream(int number, const std::string& entries, const std::string& data) {
  return std::to_string(number) + " 0 obj <<" + entries + "/Length " + std::to_string(data.size()) + ">> stream\n" +
         data + "\nendstream endobj\n";
}

}  // namespace

std::string flat_bomb(size_t octets) { return packed({{"a.txt", std::string(octets, '\0')}}, "zip"); }

std::string nested_bomb() {
  std::string inner = flat_bomb(size_t{20} << 20);
  for (int depth = 0; depth < 4; ++depth) {
    std::vector<File> files;
    for (int i = 0; i < 10; ++i) files.push_back({std::to_string(i) + ".zip", inner});
    inner = packed(files, "zip");
  }
  return inner;
}

std::string many_entries(size_t count) {
  std::vector<File> files;
  for (size_t i = 0; i < count; ++i) files.push_back({std::to_string(i) + ".txt", ""});
  return stored_zip(files);
}

std::string deep_archive(int depth) {
  std::string inner = "bottom";
  for (int i = 0; i < depth; ++i) inner = stored_zip({{"a", inner}});
  return inner;
}

std::string seven_zip_bomb(size_t octets) { return packed({{"a.txt", std::string(octets, '\0')}}, "7zip"); }
std::string gzip_bomb(size_t octets) { return gzipped(std::string(octets, 'a')); }

std::string xml_bomb() {
  std::string entities = "<!ENTITY a \"ha ha ha ha ha ha ha ha ha ha\">";
  for (char name = 'b'; name < 'l'; ++name) {
    const std::string before = "&" + std::string(1, static_cast<char>(name - 1)) + ";";
    entities += "<!ENTITY " + std::string(1, name) + " \"";
    for (int i = 0; i < 10; ++i) entities += before;
    entities += "\">";
  }
  return stored_zip({{"[Content_Types].xml", "<a/>"},
                     {"word/document.xml", "<?xml version=\"1.0\"?><!DOCTYPE a [" + entities +
                                               "]><w:document xmlns:w=\"w\"><w:p><w:t>&k;</w:t></w:p></w:document>"}});
}

std::string deep_xml(size_t depth) {
  std::string body;
  for (size_t i = 0; i < depth; ++i) body += "<w:tbl><w:tr><w:tc>";
  return docx(body);
}

std::string shared_string_bomb() {
  std::string rows;
  for (int i = 0; i < 200000; ++i) rows += R"(<row><c t="s"><v>0</v></c><c t="s"><v>0</v></c></row>)";
  return xlsx({{"a", rows}}, {std::string(30000, 'x')});
}

std::string pdf_with_objects(size_t count) {
  std::string objects =
      "2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj\n"
      "3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>> endobj\n";
  for (size_t i = 4; i < count; ++i) objects += std::to_string(i) + " 0 obj[" + std::to_string(i - 1) + " 0 R]endobj\n";
  return pdf_of(objects);
}

std::string pdf_with_pages(size_t count) {
  std::string kids;
  for (size_t i = 0; i < count; ++i) kids += "3 0 R ";
  return pdf_of("2 0 obj <</Type/Pages/Kids[" + kids + "]/Count " + std::to_string(count) +
                ">> endobj\n3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>> endobj\n");
}

std::string pdf_pages_loop() { return pdf_of("2 0 obj <</Type/Pages/Kids[2 0 R 2 0 R]/Count 1000>> endobj\n"); }

std::string pdf_form_loop() {
  return pdf_of(
      "2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj\n3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]"
      "/Contents 4 0 R/Resources<</XObject<</F 5 0 R>>>>>> endobj\n" +
      stream(4, "", "/F Do") +
      stream(5, "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F 5 0 R>>>>", "/F Do /F Do"));
}

std::string pdf_form_bomb() {
  constexpr int kLevels = 9;
  std::string objects =
      "2 0 obj <</Type/Pages/Kids[3 0 R 4 0 R]/Count 2>> endobj\n3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 595 "
      "842]"
      "/Contents 5 0 R/Resources<</Font<</F 7 0 R>>>>>> endobj\n4 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]"
      "/Contents 6 0 R/Resources<</XObject<</X 8 0 R>>>>>> endobj\n"
      "7 0 obj <</Type/Font/Subtype/Type1/BaseFont/Helvetica>> endobj\n" +
      stream(5, "", "BT /F 12 Tf 50 700 Td (The partner code 14352 stands on a page of text) Tj ET") +
      stream(6, "", "/X Do");
  for (int i = 0; i <= kLevels; ++i) {
    const std::string form = "/Type/XObject/Subtype/Form/BBox[0 0 600 800]";
    const std::string next = "/Resources<</XObject<</X " + std::to_string(9 + i) + " 0 R>>>>";
    objects += i < kLevels ? stream(8 + i, form + next, "/X Do /X Do /X Do /X Do /X Do /X Do /X Do /X Do /X Do /X Do")
                           : stream(8 + i, form, "0 0 m 9 9 l S");
  }
  return pdf_of(objects);
}

std::string pdf_huge_page() {
  return pdf_of(
      "2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj\n"
      "3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 9999999999 9999999999]/Contents 4 0 R>> endobj\n" +
      stream(4, "", "0 0 m 9999999999 9999999999 l S"));
}

std::string huge_png() {
  return "\x89PNG\r\n\x1A\n" +
         png_chunk("IHDR", big_endian(kHuge, 4) + big_endian(kHuge, 4) + std::string("\x08\x02\0\0\0", 5)) +
         png_chunk("IDAT", "\x78\x9C\x63") + png_chunk("IEND", "");
}

std::string huge_jpeg() {
  return std::string("\xFF\xD8\xFF\xC0\x00\x11\x08", 7) + big_endian(kHuge, 2) + big_endian(kHuge, 2) +
         std::string("\x03\x01\x22\x00\x02\x11\x01\x03\x11\x01\xFF\xD9", 12);
}

std::string huge_bmp() {
  std::string out = "BM";
  out += std::string("\x00\x00\x00\x40\x00\x00\x00\x00\x36\x00\x00\x00\x28\x00\x00\x00", 16);
  put_little(out, kHuge);
  put_little(out, kHuge);
  return out + std::string("\x01\x00\x18\x00", 4) + std::string(24, '\0');
}

std::string huge_gif() {
  std::string out = "GIF89a";
  put_little(out, static_cast<uint16_t>(kHuge));
  put_little(out, static_cast<uint16_t>(kHuge));
  return out + std::string("\x80\0\0\0\0\0\xFF\xFF\xFF\x2C\0\0\0\0\x60\xEA\x60\xEA\0\x02\x02\x4C\x01\0;", 25);
}

std::string huge_tiff() {
  std::string out("II*\0\x08\0\0\0", 8);
  put_little<uint16_t>(out, 2);
  for (const int tag : {256, 257}) {
    put_little(out, static_cast<uint16_t>(tag));
    put_little<uint16_t>(out, 4);
    put_little<uint32_t>(out, 1);
    put_little(out, kHuge);
  }
  return out + std::string(4, '\0');
}

}  // namespace pismovod::samples
