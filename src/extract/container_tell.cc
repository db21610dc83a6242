#include "extract/container_tell.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

namespace pismovod {
namespace {

constexpr size_t kMostNames = 4096;

uint32_t little_endian(std::string_view octets, size_t at, size_t size) {
  uint32_t value = 0;
  for (size_t i = size; i-- > 0 && at + i < octets.size();) {
    value = value << 8 | static_cast<unsigned char>(octets[at + i]);
  }
  return value;
}

// Packages compare names without regard to case, and some writers put "\" for "/" (reader/office_zip.h).
std::string plain_name(std::string_view name) {
  std::string plain(name);
  for (char& c : plain) c = c == '\\' ? '/' : c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  return plain;
}

// The names of entries, from local headers (APPNOTE.TXT section 4.3.7). Where an entry's size stands
// behind it, the next header is looked for: its mark inside packed data adds at most an odd name.
std::vector<std::string> entry_names(std::string_view octets) {
  constexpr std::string_view mark = "PK\x03\x04";
  std::vector<std::string> names;
  size_t at = 0;
  while (names.size() < kMostNames && (at = octets.find(mark, at)) != std::string_view::npos) {
    if (at + 30 > octets.size()) break;
    const uint32_t name_size = little_endian(octets, at + 26, 2);
    const uint32_t packed = little_endian(octets, at + 18, 4);
    if (at + 30 + name_size > octets.size()) break;
    names.push_back(plain_name(octets.substr(at + 30, name_size)));
    const size_t data = at + 30 + name_size + little_endian(octets, at + 28, 2);
    const bool size_follows = (little_endian(octets, at + 6, 2) & 8) != 0;
    at = size_follows || packed > octets.size() - std::min(data, octets.size()) ? data : data + packed;
  }
  return names;
}

bool has_name(const std::vector<std::string>& names, std::string_view beginning) {
  return std::any_of(names.begin(), names.end(), [&](const std::string& name) { return name.starts_with(beginning); });
}

FileType open_document(std::string_view type) {
  const bool text = type.starts_with("application/vnd.oasis.opendocument.text");
  const bool sheet = type.starts_with("application/vnd.oasis.opendocument.spreadsheet");
  const Format format = text ? Format::odt : sheet ? Format::ods : Format::unknown;
  return {format, sheet ? FileKind::spreadsheet : FileKind::document, std::string(type), false};
}

// Some writers put the media type elsewhere, or pack it: what reads texts reads the tables of sheets too.
FileType tell_open_document(std::string_view octets) {
  constexpr std::string_view kName = "mimetype";
  constexpr std::string_view kSmall = "abcdefghijklmnopqrstuvwxyz./-";
  const size_t at = octets.find("mimetypeapplication/vnd.oasis.opendocument.");
  if (at == std::string_view::npos) return open_document("application/vnd.oasis.opendocument.text");
  const std::string_view type = octets.substr(at + kName.size(), 100);
  return open_document(type.substr(0, type.find_first_not_of(kSmall)));
}

// The directory's entries are 128 octets, aligned to them: name in UTF-16, its size at 64, the
// object's type at 66.
std::vector<std::string> stream_names(std::string_view octets) {
  std::vector<std::string> names;
  for (size_t at = 512; at + 128 <= octets.size() && names.size() < kMostNames; at += 128) {
    const uint32_t size = little_endian(octets, at + 64, 2);
    const auto type = static_cast<unsigned char>(octets[at + 66]);
    if (size < 4 || size > 64 || size % 2 != 0 || (type != 1 && type != 2 && type != 5)) continue;
    std::string name;
    for (size_t i = 0; i + 2 < size && octets[at + i + 1] == 0; i += 2) name += octets[at + i];
    if (name.size() * 2 + 2 == size) names.push_back(std::move(name));
  }
  return names;
}

// A record FILEPASS (0x002F) near the beginning of the workbook ([MS-XLS] section 2.4.117).
bool is_encrypted_workbook(std::string_view octets) {
  for (size_t sector = 512; sector + 512 <= octets.size(); sector += 512) {
    if (!octets.substr(sector).starts_with(std::string_view("\x09\x08\x10\x00", 4))) continue;
    size_t at = sector;
    for (int records = 0; records < 8 && at + 4 <= sector + 512; ++records) {
      if (little_endian(octets, at, 2) == 0x2F) return true;
      at += 4 + little_endian(octets, at + 2, 2);
    }
  }
  return false;
}

// The flag fEncrypted of the file information block ([MS-DOC] section 2.5.2).
bool is_encrypted_word(std::string_view octets) {
  for (size_t sector = 512; sector + 512 <= octets.size(); sector += 512) {
    if (octets.substr(sector).starts_with("\xEC\xA5")) return (little_endian(octets, sector + 10, 2) & 0x100) != 0;
  }
  return false;
}

}  // namespace

FileType tell_zip(std::string_view octets) {
  const std::vector<std::string> names = entry_names(octets);
  // ODF puts its media type first and stores it as it is.
  if (!names.empty() && names.front() == "mimetype") {
    const size_t begin = 30 + 8 + little_endian(octets, 28, 2);
    const std::string_view type = octets.substr(std::min(begin, octets.size()), little_endian(octets, 18, 4));
    if (type.starts_with("application/vnd.oasis.opendocument.") && type.size() < 100) return open_document(type);
  }
  if (has_name(names, "content.xml") && has_name(names, "meta-inf/manifest.xml")) return tell_open_document(octets);
  if (has_name(names, "[content_types].xml")) {
    const std::string prefix = "application/vnd.openxmlformats-officedocument.";
    if (has_name(names, "word/"))
      return {Format::docx, FileKind::document, prefix + "wordprocessingml.document", false};
    if (has_name(names, "xl/workbook.bin")) {
      return {Format::unknown, FileKind::spreadsheet, "application/vnd.ms-excel.sheet.binary.macroenabled.12", false};
    }
    if (has_name(names, "xl/")) return {Format::xlsx, FileKind::spreadsheet, prefix + "spreadsheetml.sheet", false};
    if (has_name(names, "ppt/")) {
      return {Format::unknown, FileKind::document, prefix + "presentationml.presentation", false};
    }
  }
  return {Format::archive, FileKind::archive, "application/zip", false};
}

FileType tell_ole(std::string_view octets) {
  const std::vector<std::string> names = stream_names(octets);
  const auto has = [&](std::string_view name) { return std::find(names.begin(), names.end(), name) != names.end(); };
  if (has("EncryptedPackage")) return {Format::encrypted_office, FileKind::document, "application/encrypted", true};
  if (has("WordDocument")) return {Format::doc, FileKind::document, "application/msword", is_encrypted_word(octets)};
  if (has("Workbook") || has("Book")) {
    return {Format::xls, FileKind::spreadsheet, "application/vnd.ms-excel", is_encrypted_workbook(octets)};
  }
  if (has("PowerPoint Document")) return {Format::unknown, FileKind::document, "application/vnd.ms-powerpoint", false};
  return {Format::unknown, FileKind::unknown, "application/x-ole-storage", false};
}

}  // namespace pismovod
