#include "review/case_words.h"

#include "base/utf8.h"

namespace pismovod {
namespace {

struct Span {
  size_t begin = 0;
  size_t end = 0;
};

bool is_digit_at(const std::string& text, size_t at) { return text[at] >= '0' && text[at] <= '9'; }

// Where the digits of `value` stand in `text`, other characters between them ("8012 345 67").
std::optional<Span> find_digits(const std::string& text, const std::string& value) {
  for (size_t begin = 0; begin < text.size(); ++begin) {
    size_t matched = 0;
    size_t at = begin;
    if (!is_digit_at(text, begin)) continue;
    for (; at < text.size() && matched < value.size() && at - begin < 2 * value.size(); ++at) {
      if (!is_digit_at(text, at)) continue;
      if (text[at] != value[matched]) break;
      ++matched;
    }
    if (matched == value.size()) return Span{begin, at};
  }
  return std::nullopt;
}

std::optional<Span> find_value(const std::string& text, const std::string& value) {
  if (value.empty()) return std::nullopt;
  if (const size_t at = text.find(value); at != std::string::npos) return Span{at, at + value.size()};
  const bool is_number = value.find_first_not_of("0123456789") == std::string::npos;
  return is_number ? find_digits(text, value) : std::nullopt;
}

}  // namespace

std::string action_word(const Visit& visit, Action action) {
  return visit.text("action_" + std::string(name_of(action)));
}

std::string status_word(const Visit& visit, Status status) {
  return visit.text("status_" + std::string(name_of(status)));
}

std::string requirement_word(const Visit& visit, const std::string& id) {
  const std::string key = "requirement." + id + ".title";
  return visit.texts.has(key) ? visit.texts.get(key) : id;
}

std::string requirement_words(const Visit& visit, const std::vector<std::string>& ids) {
  std::vector<std::string> words;
  words.reserve(ids.size());
  for (const std::string& id : ids) words.push_back(requirement_word(visit, id));
  return joined(words);
}

View::List tags(const Visit& visit, const TagFacts& facts) {
  View::List out;
  const auto add = [&](bool holds, const char* kind) {
    if (holds) out.push_back(View().set("kind", kind).set("word", visit.text(std::string("tag_") + kind)));
  };
  add(facts.is_put_right, "put_right");
  add(facts.is_let_pass, "let_pass");
  add(facts.is_correction, "corrected");
  add(facts.is_repeat, "repeated");
  add(facts.is_overridden, "overridden");
  add(facts.ending && facts.ending->how == CaseEnding::How::released, "released");
  add(facts.ending && facts.ending->how == CaseEnding::How::dropped, "dropped");
  add(facts.complaint == Complaint::open, "complaint_new");
  add(facts.complaint == Complaint::agreed, "complaint_agreed");
  add(facts.complaint == Complaint::declined, "complaint_declined");
  const bool is_own = facts.complaint == Complaint::none;  // a word that nobody asked for
  add(facts.is_wrong && is_own, "wrong");
  add(facts.is_right && is_own, "right");
  return out;
}

View::Markup marked_evidence(const std::string& evidence, const std::string& value) {
  const std::string shown = cut(evidence, 600);
  const auto found = find_value(shown, value);
  // Evidence that is the value itself needs no mark.
  if (!found || found->end - found->begin == shown.size()) return {html_text(shown)};
  const std::string_view whole = shown;
  return {html_text(whole.substr(0, found->begin)) + "<mark>" +
          html_text(whole.substr(found->begin, found->end - found->begin)) + "</mark>" +
          html_text(whole.substr(found->end))};
}

std::string cut(std::string_view text, size_t octets) {
  if (text.size() <= octets) return std::string(text);
  return std::string(utf8_prefix(text, octets)) + "…";
}

std::string joined(const std::vector<std::string>& words, std::string_view joint) {
  std::string out;
  for (const std::string& word : words) {
    if (!out.empty()) out += joint;
    out += word;
  }
  return out;
}

}  // namespace pismovod
