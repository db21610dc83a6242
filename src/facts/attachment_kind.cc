#include "facts/attachment_kind.h"

#include <algorithm>

#include "base/fold.h"

namespace pismovod {
namespace {

// Logos are small or flat; a screenshot or a page is neither.
constexpr int kLogoHeight = 140;
constexpr int kLogoArea = 400 * 200;
constexpr int kIconSide = 64;

// "image001.png": a name that mail programs give to pictures within the text.
bool is_automatic_name(const std::string& name) {
  const std::string folded = fold(name);
  static const std::string image = fold("image");
  return folded.starts_with(image) && folded.size() > 5 && is_digit(folded[5]);
}

// "Архив.7z.001", "Архив.part2.rar", "Архив.z01": a name is all that the later ones have.
bool is_volume(const std::string& name) {
  const std::string folded = fold_bare(name);
  const auto ends_in_digits = [&](std::string_view before) {
    size_t end = folded.size();
    while (end > 0 && is_digit(folded[end - 1])) --end;
    return end < folded.size() && std::string_view(folded).substr(0, end).ends_with(fold(before));
  };
  if (ends_in_digits("7z") || ends_in_digits("zip") || ends_in_digits("z")) return true;
  const size_t rar = folded.rfind(fold("rar"));
  const size_t part = folded.rfind(fold("part"));
  return rar != std::string::npos && rar + 3 == folded.size() && part != std::string::npos && part + 4 < rar &&
         std::all_of(folded.begin() + static_cast<std::ptrdiff_t>(part) + 4,
                     folded.begin() + static_cast<std::ptrdiff_t>(rar), is_digit);
}

}  // namespace

std::string unreadable_reason(const Document& document) {
  if (document.media_type == "application/x-1c-mxl") return "unread_mxl";
  if (document.media_type == "application/vnd.ms-excel.sheet.binary.macroenabled.12") return "unread_xlsb";
  return is_volume(document.file_name) ? "unread_volume" : "unreadable";
}

bool is_decoration(const Letter& letter, const Document& document) {
  if (document.kind != FileKind::picture) return false;
  const auto attachment = std::find_if(letter.attachments.begin(), letter.attachments.end(),
                                       [&](const Attachment& a) { return a.number == document.attachment; });
  if (attachment == letter.attachments.end()) return false;
  const int width = document.pages.empty() ? 0 : document.pages.front().width;
  const int height = document.pages.empty() ? 0 : document.pages.front().height;
  if (width > 0 && width <= kIconSide && height <= kIconSide) return true;
  const bool small = width == 0 || height <= kLogoHeight || width * height <= kLogoArea;
  if (attachment->in_signature) return small;
  return small && attachment->inline_picture && is_automatic_name(document.file_name);
}

}  // namespace pismovod
