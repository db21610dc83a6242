#include "actions/texts.h"

namespace pismovod {

std::string Texts::get(std::string_view key, const std::map<std::string, std::string>& gaps) const {
  const auto found = texts_.find(key);
  if (found == texts_.end()) return "<" + std::string(key) + ">";
  const std::string& text = found->second;
  std::string out;
  for (size_t at = 0; at < text.size();) {
    const size_t open = std::min(text.find('{', at), text.size());
    out.append(text, at, open - at);
    if (open == text.size()) break;
    const size_t close = text.find('}', open);
    const auto gap = close == std::string::npos ? gaps.end() : gaps.find(text.substr(open + 1, close - open - 1));
    if (gap == gaps.end()) {
      out += '{';
      at = open + 1;
    } else {
      out += gap->second;
      at = close + 1;
    }
  }
  return out;
}

std::string Texts::reason(const Reason& reason) const {
  return reason.key.empty() ? std::string() : get("reason." + reason.key, reason.gaps);
}

}  // namespace pismovod
