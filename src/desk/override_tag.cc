#include "desk/override_tag.h"

#include "base/fold.h"
#include "mime/encoded_word.h"

namespace pismovod {
std::optional<OverrideTag> find_override_tag(std::string_view subject, std::string_view tag) {
  const std::string wanted = fold_bare(tag);
  const std::string decoded = decode_header(subject);
  std::optional<OverrideTag> without_reason;
  const std::string_view all = decoded;
  // A name begins behind the last bracket before it, so that a subject of brackets alone is passed over once.
  for (size_t open = all.find('['), next = 0; !wanted.empty() && open != all.npos; open = next) {
    const size_t end = all.find_first_of("[:]", open + 1);
    next = all.find('[', open + 1);
    if (end == all.npos || end == next || fold_bare(all.substr(open + 1, end - open - 1)) != wanted) continue;
    const size_t close = all.find(']', end);
    if (close == all.npos) break;
    const std::string_view reason = close == end ? "" : trimmed(all.substr(end + 1, close - end - 1));
    if (!reason.empty()) return OverrideTag{std::string(reason)};
    without_reason = OverrideTag{};
  }
  return without_reason;
}

}  // namespace pismovod
