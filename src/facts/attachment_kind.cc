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

}  // namespace

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
