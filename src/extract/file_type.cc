#include "extract/file_type.h"

#include <map>

#include "extract/container_tell.h"
#include "extract/magic.h"
#include "extract/text_tell.h"

namespace pismovod {
namespace {

struct Known {
  Format format;
  FileKind kind;
};

const std::map<std::string, Known, std::less<>>& known_types() {
  static const std::map<std::string, Known, std::less<>> types = {
      {"application/pdf", {Format::pdf, FileKind::pdf}},
      {"image/jpeg", {Format::jpeg, FileKind::picture}},
      {"image/png", {Format::png, FileKind::picture}},
      {"image/tiff", {Format::tiff, FileKind::picture}},
      {"image/bmp", {Format::bmp, FileKind::picture}},
      {"image/x-ms-bmp", {Format::bmp, FileKind::picture}},
      {"image/gif", {Format::gif, FileKind::picture}},
      {"image/webp", {Format::webp, FileKind::picture}},
      {"image/heic", {Format::heic, FileKind::picture}},
      {"image/heif", {Format::heic, FileKind::picture}},
      {"application/x-rar", {Format::archive, FileKind::archive}},
      {"application/x-7z-compressed", {Format::archive, FileKind::archive}},
      {"application/x-tar", {Format::archive, FileKind::archive}},
      {"application/gzip", {Format::archive, FileKind::archive}},
      {"application/x-bzip2", {Format::archive, FileKind::archive}},
      {"application/x-xz", {Format::archive, FileKind::archive}},
      {"application/zstd", {Format::archive, FileKind::archive}},
      {"application/x-lzma", {Format::archive, FileKind::archive}},
      {"application/vnd.ms-cab-compressed", {Format::archive, FileKind::archive}},
      {"application/ms-tnef", {Format::tnef, FileKind::archive}},
      {"application/vnd.ms-tnef", {Format::tnef, FileKind::archive}},
  };
  return types;
}

// ContentInfo: a SEQUENCE, a length of any form, the OID 1.2.840.113549.1.7.N (RFC 5652 section 3).
bool is_cms(std::string_view octets) {
  if (!octets.starts_with("\x30")) return false;
  return octets.substr(0, 24).find("\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07") <= 8;
}

// A detached signature has an EncapsulatedContentInfo of a type alone, a SEQUENCE of 11 octets.
FileType tell_cms(std::string_view octets) {
  const std::string_view head = octets.substr(0, 512);
  if (head.find("\x30\x0B\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07\x01") != std::string_view::npos) {
    return {Format::signature, FileKind::signature, "application/pkcs7-signature", false};
  }
  return {Format::cms, FileKind::archive, "application/pkcs7-mime", false};
}

// The brands that libmagic calls video, or nothing.
bool is_heic(std::string_view octets) {
  if (octets.size() < 12 || octets.substr(4, 4) != "ftyp") return false;
  const std::string_view brand = octets.substr(8, 4);
  return brand == "heic" || brand == "heix" || brand == "mif1" || brand == "heim" || brand == "msf1" || brand == "hevc";
}

FileType tell_binary(std::string_view octets) {
  const FileType pdf{Format::pdf, FileKind::pdf, "application/pdf", false};
  if (octets.starts_with("%PDF-")) return pdf;
  if (octets.starts_with("PK\x03\x04")) return tell_zip(octets);
  if (octets.starts_with("PK\x05\x06")) return {Format::archive, FileKind::archive, "application/zip", false};
  if (octets.starts_with("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")) return tell_ole(octets);
  if (octets.starts_with("\x78\x9F\x3E\x22")) return {Format::tnef, FileKind::archive, "application/ms-tnef", false};
  if (is_heic(octets)) return {Format::heic, FileKind::picture, "image/heic", false};
  if (is_cms(octets)) return tell_cms(octets);
  const std::string media_type = magic_media_type(octets.substr(0, size_t{1} << 20));
  const auto found = known_types().find(media_type);
  if (found != known_types().end()) return {found->second.format, found->second.kind, media_type, false};
  // Octets before the mark are allowed, but an archive that packs a PDF as it is begins so too.
  return octets.find("%PDF-") < 1024 ? pdf : FileType{Format::unknown, FileKind::unknown, media_type, false};
}

}  // namespace

FileType tell_file_type(std::string_view octets) {
  if (octets.empty()) return {Format::unknown, FileKind::unknown, "inode/x-empty", false};
  if (auto text = tell_text(octets)) return *text;
  return tell_binary(octets);
}

}  // namespace pismovod
