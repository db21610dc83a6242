#include "notice/papers.h"

namespace pismovod {
namespace {

constexpr std::string_view kPrefix = "paper.";
constexpr std::string_view kTitle = ".title";
constexpr std::string_view kLongBlank = "____________________";

}  // namespace

std::vector<Paper> papers_in(const Texts& texts) {
  std::vector<Paper> out;
  for (const auto& [key, text] : texts.all()) {
    if (!key.starts_with(kPrefix) || !key.ends_with(kTitle)) continue;
    const std::string kind = key.substr(kPrefix.size(), key.size() - kPrefix.size() - kTitle.size());
    out.push_back({kind, text, texts.get("paper." + kind + ".for")});
  }
  return out;
}

std::string paper_text(const std::string& kind, const std::map<std::string, std::string>& known, const Texts& texts) {
  const std::string text = texts.get("paper." + kind + ".text");
  std::string out;
  for (size_t at = 0; at < text.size();) {
    const size_t open = std::min(text.find('{', at), text.size());
    out.append(text, at, open - at);
    const size_t close = text.find('}', open);
    if (close == std::string::npos) break;
    const auto value = known.find(text.substr(open + 1, close - open - 1));
    out += value == known.end() || value->second.empty() ? std::string(kLongBlank) : value->second;
    at = close + 1;
  }
  return out;
}

}  // namespace pismovod
