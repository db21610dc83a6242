// The XML of office files. The first octet says which member the rest is of.
#include "reader/docx.h"
#include "reader/odf.h"
#include "reader/xlsx.h"
#include "samples/office.h"

namespace {

using namespace pismovod;

constexpr char kSheet[] = R"(<worksheet><row><c t="s" s="1"><v>0</v></c><c><v>7.7E9</v></c></row></worksheet>)";

std::string workbook(const std::string& member, const std::string& octets) {
  std::vector<samples::File> files = {
      {"xl/workbook.xml", R"(<workbook xmlns:r="r"><sheets><sheet name="a" r:id="1"/></sheets></workbook>)"},
      {"xl/_rels/workbook.xml.rels", R"(<a><Relationship Id="1" Target="worksheets/sheet1.xml"/></a>)"},
      {"xl/worksheets/sheet1.xml", kSheet},
      {"xl/sharedStrings.xml", "<sst><si><t>abc</t></si></sst>"},
      {"xl/styles.xml", "<s><cellXfs><xf numFmtId=\"0\"/></cellXfs></s>"},
      {"xl/drawings/drawing1.xml", "<a/>"}};
  for (samples::File& file : files) {
    if (file.name == member) file.octets = octets;
  }
  return samples::stored_zip(files);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const std::string octets(reinterpret_cast<const char*>(data) + 1, size - 1);
  Document document;
  Budget budget(ReaderLimits(), size_t{1} << 20);
  constexpr size_t kMost = 1 << 16;
  switch (data[0] % 9) {
    case 0:
      read_docx(samples::stored_zip({{"word/document.xml", octets}}), budget, kMost, document);
      break;
    case 1:
      read_odt(samples::stored_zip({{"content.xml", octets}}), budget, kMost, document);
      break;
    case 2:
      read_ods(samples::stored_zip({{"content.xml", octets}}), budget, kMost, document);
      break;
    case 3:
      read_xlsx(workbook("xl/worksheets/sheet1.xml", octets), budget, kMost, document);
      break;
    case 4:
      read_xlsx(workbook("xl/sharedStrings.xml", octets), budget, kMost, document);
      break;
    case 5:
      read_xlsx(workbook("xl/styles.xml", octets), budget, kMost, document);
      break;
    case 6:
      read_xlsx(workbook("xl/workbook.xml", octets), budget, kMost, document);
      break;
    case 7:
      read_xlsx(workbook("xl/drawings/drawing1.xml", octets), budget, kMost, document);
      break;
    default:
      read_xlsx(octets, budget, kMost, document);
      break;
  }
  return 0;
}
