// DOC and XLS, the binary files of Word and Excel 97-2003, through catdoc, xls2csv and antiword.
#pragma once

#include "extract/document.h"
#include "extract/reader_limits.h"

namespace pismovod {

// `content` is a descriptor of the file. The text into the document; read or unreadable.
ReadState read_doc(int content, const ReaderLimits& limits, Document& document);
ReadState read_xls(int content, const ReaderLimits& limits, Document& document);

// Pictures that lie in the file in one piece (JPEG, PNG), for either: as pages, and the octets of one.
std::vector<Page> carved_pages(std::string_view octets, size_t most);
std::string_view carved_picture(std::string_view octets, int number);

}  // namespace pismovod
