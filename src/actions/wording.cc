#include "actions/wording.h"

#include "base/utf8.h"

namespace pismovod {
namespace {

bool is_playful(char32_t c) {
  const bool control = c < 0x20 || (c >= 0x7F && c < 0xA0);
  const bool direction =
      (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E || c == 0x200F || c == 0x061C;
  return control || direction || c == 0xFEFF || c == 0x2028 || c == 0x2029;
}

std::string attachment_words(const Place& place, const Texts& texts) {
  if (place.name.empty()) return texts.get("place.attachment", {{"number", std::to_string(place.attachment)}});
  return texts.get("place.attachment_named", {{"name", place.name}});
}

}  // namespace

std::string place_words(const Evidence& evidence, const Texts& texts) {
  const Place& place = evidence.place;
  switch (place.kind) {
    case Place::Kind::subject:
      return texts.get("place.subject");
    case Place::Kind::body:
      return evidence.line == 0 ? texts.get("place.body")
                                : texts.get("place.body_line", {{"line", std::to_string(evidence.line)}});
    case Place::Kind::quoted:
      return texts.get("place.quoted");
    case Place::Kind::signature:
      return texts.get("place.signature");
    case Place::Kind::earlier:
      return texts.get("place.earlier", {{"date", place.name}});
    case Place::Kind::attachment:
      break;
  }
  std::string out = attachment_words(place, texts);
  const std::map<std::string, std::string> gaps = {
      {"place", out}, {"number", std::to_string(place.number)}, {"sheet", place.sheet}};
  if (place.unit == Place::Unit::table) out = texts.get("place.table", gaps);
  if (place.unit == Place::Unit::page) out = texts.get("place.page", gaps);
  if (place.unit == Place::Unit::sheet) out = texts.get("place.sheet", gaps);
  return place.ocr ? texts.get("place.ocr", {{"place", out}}) : out;
}

std::string place_words(const Judged& judged, const Fact& fact, const Texts& texts) {
  return judged.is_completed ? texts.get("place.completed") : place_words(fact.evidence, texts);
}

std::string title_of(const std::string& requirement, const Texts& texts) {
  return texts.get("requirement." + requirement + ".title");
}

std::string reason_words(const Judged& judged, const Texts& texts) {
  return judged.why_not.empty() ? texts.reason(judged.reason) : judged.why_not;
}

std::string advisory_words(const Advisory& advisory, const Texts& texts) {
  if (advisory.wants.empty()) return texts.get("advisory." + advisory.what.key, advisory.what.gaps);
  auto gaps = advisory.what.gaps;
  std::string& wants = gaps["wants"];
  for (const std::string& id : advisory.wants) wants += (wants.empty() ? "" : ", ") + title_of(id, texts);
  return texts.get("advisory." + advisory.what.key, gaps);
}

std::string source_words(const std::string& source, const Texts& texts) {
  const std::string key = "source." + source;
  return texts.get(texts.has(key) ? key : "source.register");
}

const std::vector<Fact>& facts_of(const Judged& judged) {
  switch (judged.status) {
    case Status::found:
      return judged.finding.right;
    case Status::invalid:
      return judged.finding.wrong;
    default:
      return judged.finding.presumed;
  }
}

std::string printable(std::string_view text) {
  std::string out;
  for (size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    if (!is_playful(c)) {
      append_utf8(out, c);
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  return out;
}

std::string cited(std::string_view text, size_t most) {
  // A character has at most four octets; blanks may be many.
  std::string shown = printable(utf8_prefix(text, most * 8 + 64));
  while (shown.ends_with(' ')) shown.pop_back();
  if (utf8_length(shown) <= most && text.size() <= most * 8 + 64) return shown;
  size_t at = 0;
  for (size_t i = 0; i + 1 < most && at < shown.size(); ++i) next_code_point(shown, at);
  return shown.substr(0, at) + "…";
}

}  // namespace pismovod
