#include "reader/office_zip.h"

#include "extract/file_type.h"
#include "extract/picture_header.h"
#include "reader/archive.h"

namespace pismovod {
namespace {

// Hands over the pictures until `take` says false.
void for_each_picture(std::string_view file, Budget& budget,
                      const std::function<bool(std::string, const PictureHeader&)>& take) {
  Archive archive(file);
  while (archive.next()) {
    if (!is_media_path(member_name(archive.path()))) continue;
    std::string octets;
    if (!budget.take_entry() || archive.read(octets, budget.octets()) != ReadState::read) continue;
    budget.take_octets(octets.size());
    const Format format = tell_file_type(octets).format;
    if (!is_picture_format(format)) continue;
    const std::vector<PictureHeader> headers = picture_headers(octets, format, 1);
    if (!headers.empty() && !take(std::move(octets), headers.front())) return;
  }
}

}  // namespace

std::string_view OfficeMembers::member(std::string_view path) const {
  const auto found = octets.find(path);
  return found == octets.end() ? std::string_view() : std::string_view(found->second);
}

std::string member_name(std::string_view path) {
  std::string name(path);
  for (char& c : name) {
    if (c == '\\') c = '/';
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  }
  name.erase(0, name.find_first_not_of('/'));
  return name;
}

OfficeMembers read_members(std::string_view file, Budget& budget, const std::function<bool(std::string_view)>& wanted) {
  OfficeMembers members;
  Archive archive(file);
  while (archive.next()) {
    const std::string name = member_name(archive.path());
    if (!wanted(name)) continue;
    if (!budget.take_entry()) {
      members.state = ReadState::too_large;
      break;
    }
    std::string octets;
    const ReadState state = archive.read(octets, budget.octets());
    budget.take_octets(octets.size());
    if (state == ReadState::read) {
      members.octets.emplace(name, std::move(octets));
    } else {
      members.state = state;
    }
  }
  if (archive.ending() != ReadState::read) members.state = archive.ending();
  return members;
}

bool is_media_path(std::string_view path) {
  return path.starts_with("word/media/") || path.starts_with("xl/media/") || path.starts_with("pictures/");
}

std::vector<Page> office_pages(std::string_view file, Budget& budget, size_t most) {
  std::vector<PictureHeader> headers;
  for_each_picture(file, budget, [&](const std::string&, const PictureHeader& header) {
    headers.push_back(header);
    return headers.size() < most;
  });
  return pages_of(headers);
}

std::string office_picture(std::string_view file, int number, Budget& budget) {
  std::string found;
  int count = 0;
  for_each_picture(file, budget, [&](std::string octets, const PictureHeader&) {
    if (++count == number) found = std::move(octets);
    return found.empty();
  });
  return found;
}

}  // namespace pismovod
