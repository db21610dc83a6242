// Files made to do harm: bombs, loops, sizes that lie.
#pragma once

#include <string>

namespace pismovod::samples {

std::string flat_bomb(size_t octets);    // a ZIP of one file of zeros
std::string nested_bomb();               // ZIPs in ZIPs, ten each, four deep
std::string many_entries(size_t count);  // a ZIP of empty files
std::string deep_archive(int depth);     // a ZIP in a ZIP in a ZIP ...
std::string seven_zip_bomb(size_t octets);
std::string gzip_bomb(size_t octets);

std::string xml_bomb();              // a billion laughs as the body of a DOCX
std::string deep_xml(size_t depth);  // elements within each other, in a DOCX
std::string shared_string_bomb();    // one long string in a million cells of an XLSX

std::string pdf_with_objects(size_t count);
std::string pdf_with_pages(size_t count);  // a page tree that says it has so many
std::string pdf_pages_loop();              // a page tree that is its own child
std::string pdf_form_loop();               // a drawing that draws itself
// A page of text, and one with drawings within drawings that draw a line a billion times.
std::string pdf_form_bomb();
std::string pdf_huge_page();  // 200 inches wide, and a scan

// A header that says 60,000 x 60,000, and little behind it.
std::string huge_png();
std::string huge_jpeg();
std::string huge_bmp();
std::string huge_gif();
std::string huge_tiff();

}  // namespace pismovod::samples
