#include "extract/mark_tell.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>

namespace pismovod {
namespace {

using namespace std::string_view_literals;

struct Mark {
  std::string_view octets;
  Format format;
  FileKind kind;
  std::string_view media_type;
};

constexpr std::array<Mark, 26> kMarks = {{
    {"%PDF-"sv, Format::pdf, FileKind::pdf, "application/pdf"},
    {"\xFF\xD8\xFF"sv, Format::jpeg, FileKind::picture, "image/jpeg"},
    {"\x89PNG\r\n\x1A\n"sv, Format::png, FileKind::picture, "image/png"},
    {"II*\0"sv, Format::tiff, FileKind::picture, "image/tiff"},
    {"MM\0*"sv, Format::tiff, FileKind::picture, "image/tiff"},
    {"GIF87a"sv, Format::gif, FileKind::picture, "image/gif"},
    {"GIF89a"sv, Format::gif, FileKind::picture, "image/gif"},
    {"\0\0\0\x0CjP  \r\n\x87\n"sv, Format::jp2, FileKind::picture, "image/jp2"},
    {"\xFF\x4F\xFF\x51"sv, Format::jp2, FileKind::picture, "image/x-jp2-codestream"},
    {"AT&TFORM"sv, Format::djvu, FileKind::pdf, "image/vnd.djvu"},
    {"Rar!\x1A\x07"sv, Format::archive, FileKind::archive, "application/x-rar"},
    {"7z\xBC\xAF\x27\x1C"sv, Format::archive, FileKind::archive, "application/x-7z-compressed"},
    {"\x1F\x8B\x08"sv, Format::archive, FileKind::archive, "application/gzip"},
    {"BZh"sv, Format::archive, FileKind::archive, "application/x-bzip2"},
    {"\xFD"
     "7zXZ\0"sv,
     Format::archive, FileKind::archive, "application/x-xz"},
    {"\x28\xB5\x2F\xFD"sv, Format::archive, FileKind::archive, "application/zstd"},
    {"\x5D\0\0"sv, Format::archive, FileKind::archive, "application/x-lzma"},
    {"MSCF\0\0\0\0"sv, Format::archive, FileKind::archive, "application/vnd.ms-cab-compressed"},
    {"\x78\x9F\x3E\x22"sv, Format::tnef, FileKind::archive, "application/ms-tnef"},
    // A table of 1C:Enterprise; nothing reads it.
    {"MOXCEL\0"sv, Format::unknown, FileKind::spreadsheet, "application/x-1c-mxl"},
    {"1CDBMSV8"sv, Format::unknown, FileKind::unknown, "application/x-1c-database"},
    {"\xFF\xFF\xFF\x7F"sv, Format::unknown, FileKind::unknown, "application/x-1c-container"},
    {"MZ"sv, Format::unknown, FileKind::unknown, "application/vnd.microsoft.portable-executable"},
    {"\x7F"
     "ELF"sv,
     Format::unknown, FileKind::unknown, "application/x-executable"},
    {"\xD7\xCD\xC6\x9A"sv, Format::unknown, FileKind::unknown, "image/wmf"},
    {"ID3"sv, Format::unknown, FileKind::unknown, "audio/mpeg"},
}};

std::string_view part(std::string_view octets, size_t at, size_t size) {
  return at < octets.size() ? octets.substr(at, size) : std::string_view();
}

// "BM" begins many words: the size of the header behind it is one of few (the BITMAPINFOHEADERs).
bool is_bmp(std::string_view octets) {
  constexpr std::string_view sizes = "\x0C\x28\x34\x38\x40\x6C\x7C";
  return octets.starts_with("BM") && octets.size() > 17 && sizes.find(octets[14]) != std::string_view::npos &&
         part(octets, 15, 3) == "\0\0\0"sv;
}

bool is_webp(std::string_view octets) { return octets.starts_with("RIFF") && part(octets, 8, 4) == "WEBP"; }

bool is_heic(std::string_view octets) {
  constexpr std::array<std::string_view, 6> brands = {"heic", "heix", "mif1", "heim", "msf1", "hevc"};
  return part(octets, 4, 4) == "ftyp" && std::ranges::find(brands, part(octets, 8, 4)) != brands.end();
}

// POSIX writes "ustar"; before it there was but a checksum (the field itself counts as blanks).
bool is_tar(std::string_view octets) {
  constexpr size_t kHeader = 512;
  constexpr size_t kField = 148;
  if (octets.size() < kHeader || octets.front() == '\0') return false;
  if (part(octets, 257, 5) == "ustar") return true;
  uint32_t sum = 8 * ' ';
  for (size_t i = 0; i < kHeader; ++i) {
    if (i < kField || i >= kField + 8) sum += static_cast<unsigned char>(octets[i]);
  }
  uint32_t said = 0;
  for (const char c : octets.substr(kField, 8)) {
    if (c >= '0' && c <= '7') said = said * 8 + static_cast<uint32_t>(c - '0');
  }
  return said == sum;
}

}  // namespace

std::optional<FileType> tell_by_mark(std::string_view octets) {
  for (const Mark& mark : kMarks) {
    if (octets.starts_with(mark.octets)) return FileType{mark.format, mark.kind, std::string(mark.media_type), false};
  }
  if (is_bmp(octets)) return FileType{Format::bmp, FileKind::picture, "image/bmp", false};
  if (is_webp(octets)) return FileType{Format::webp, FileKind::picture, "image/webp", false};
  if (is_heic(octets)) return FileType{Format::heic, FileKind::picture, "image/heic", false};
  if (is_tar(octets)) return FileType{Format::archive, FileKind::archive, "application/x-tar", false};
  return std::nullopt;
}

}  // namespace pismovod
