// The members of an office file that is a ZIP archive (DOCX, XLSX, ODT, ODS).
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "extract/document.h"
#include "reader/budget.h"

namespace pismovod {

struct OfficeMembers {
  ReadState state = ReadState::read;  // too_large, unreadable: members may be missing
  std::map<std::string, std::string, std::less<>> octets;

  std::string_view member(std::string_view path) const;
};

// A member's name as packages compare it (ECMA-376 part 2, section 6.2.2.3): small ASCII letters, "/" for the
// "\" of some writers, none at the beginning. 1C writes "xl/SharedStrings.xml".
std::string member_name(std::string_view path);

// Unpacks the members that are wanted. Names are as member_name() gives them.
OfficeMembers read_members(std::string_view file, Budget& budget, const std::function<bool(std::string_view)>& wanted);

// Is it a picture that stands in the document (and no preview of it)?
bool is_media_path(std::string_view path);

// The pictures in the file, in the order of its members, as Pages with their sizes. Drawings (EMF,
// WMF, SVG) are none.
std::vector<Page> office_pages(std::string_view file, Budget& budget, size_t most);

// The octets of the picture that has this number; empty where there is none.
std::string office_picture(std::string_view file, int number, Budget& budget);

}  // namespace pismovod
