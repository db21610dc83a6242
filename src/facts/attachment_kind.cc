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

bool all_digits(std::string_view text) { return !text.empty() && std::ranges::all_of(text, is_digit); }

// "Архив.7z.001", "Архив.part2.rar", "Архив.z01": a name is all that the later ones have.
bool is_volume(std::string name) {
  for (char& c : name) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  const size_t dot = name.rfind('.');
  if (dot == std::string::npos) return false;
  const std::string_view last = std::string_view(name).substr(dot + 1);
  const std::string_view before = std::string_view(name).substr(0, dot);
  if (all_digits(last)) return before.ends_with(".7z") || before.ends_with(".zip") || before.ends_with(".rar");
  if (last.starts_with('z')) return all_digits(last.substr(1));
  const size_t part = before.rfind(".part");
  return last == "rar" && part != std::string_view::npos && all_digits(before.substr(part + 5));
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
