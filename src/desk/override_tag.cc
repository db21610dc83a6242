#include "desk/override_tag.h"

#include "base/fold.h"
#include "mime/encoded_word.h"

namespace pismovod {
std::optional<OverrideTag> find_override_tag(std::string_view subject, std::string_view tag) {
  const std::string wanted = fold_bare(tag);
  const std::string decoded = decode_header(subject);
  std::optional<OverrideTag> without_reason;
  for (size_t open = decoded.find('['); open != std::string::npos; open = decoded.find('[', open + 1)) {
    const size_t close = decoded.find(']', open);
    if (close == std::string::npos) break;
    const std::string_view inside = std::string_view(decoded).substr(open + 1, close - open - 1);
    const size_t colon = inside.find(':');
    if (wanted.empty() || fold_bare(inside.substr(0, colon)) != wanted) continue;
    const std::string_view reason = colon == std::string_view::npos ? "" : trimmed(inside.substr(colon + 1));
    if (!reason.empty()) return OverrideTag{std::string(reason)};
    without_reason = OverrideTag{};
  }
  return without_reason;
}

}  // namespace pismovod
