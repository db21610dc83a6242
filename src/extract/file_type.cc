#include "extract/file_type.h"

#include "extract/cms_tell.h"
#include "extract/container_tell.h"
#include "extract/mark_tell.h"
#include "extract/text_tell.h"

namespace pismovod {
namespace {

FileType tell_binary(std::string_view octets) {
  if (octets.starts_with("PK\x03\x04")) return tell_zip(octets);
  if (octets.starts_with("PK\x05\x06")) return {Format::archive, FileKind::archive, "application/zip", false};
  if (octets.starts_with("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")) return tell_ole(octets);
  if (auto cms = tell_cms(octets)) return *cms;
  if (auto told = tell_by_mark(octets)) return *told;
  // Octets before the mark are allowed, but an archive that packs a PDF as it is begins so too.
  if (octets.find("%PDF-") < 1024) return {Format::pdf, FileKind::pdf, "application/pdf", false};
  return {};
}

}  // namespace

FileType tell_file_type(std::string_view octets) {
  if (octets.empty()) return {Format::unknown, FileKind::unknown, "inode/x-empty", false};
  if (auto text = tell_text(octets)) return *text;
  return tell_binary(octets);
}

}  // namespace pismovod
