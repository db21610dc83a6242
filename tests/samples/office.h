// Office files made for tests: the parts that readers look at, in ZIP and OLE containers.
#pragma once

#include <string>
#include <vector>

#include "samples/archives.h"

namespace pismovod::samples {

// `body` is what stands within <w:body>; further members (headers, media) as they are given.
std::string docx(const std::string& body, const std::vector<File>& more = {});
std::string paragraph(const std::string& text);
std::string docx_table(const std::vector<std::vector<std::string>>& rows);

struct Sheet {
  std::string name;
  std::string rows;  // within <sheetData>
  bool hidden = false;
};
std::string xlsx(const std::vector<Sheet>& sheets, const std::vector<std::string>& shared = {},
                 const std::string& styles = "");

// `body` is what stands within <office:text> or <office:spreadsheet>.
std::string odt(const std::string& body, const std::vector<File>& more = {});
std::string ods(const std::string& body, const std::vector<File>& more = {});

// An OLE compound file with these streams ([MS-CFB], version 3, everything in full sectors).
std::string ole(const std::vector<File>& streams);

}  // namespace pismovod::samples
