#include "words/pattern.h"

#include <algorithm>
#include <boost/regex.hpp>
#include <locale>

#include "base/fold.h"
#include "base/utf8.h"

namespace pismovod {
namespace {

// Tells Boost which octets of the folded alphabet are letters.
class FoldedCtype : public std::ctype<char> {
 public:
  FoldedCtype() : std::ctype<char>(table(), false, 1) {}  // 1: no locale deletes it

 private:
  static const mask* table() {
    static const std::vector<mask> masks = [] {
      std::vector<mask> made(classic_table(), classic_table() + table_size);
      for (size_t c = 0x80; c <= 0xBF; ++c) made[c] = alpha | lower | print | graph;
      return made;
    }();
    return masks.data();
  }
};

using Regex = boost::basic_regex<char, boost::regex_traits<char, boost::cpp_regex_traits<char>>>;
using Iterator = std::string_view::const_iterator;

const std::locale& folded_locale() {
  static FoldedCtype facet;
  static const std::locale instance(std::locale::classic(), &facet);
  return instance;
}

void append_escaped(std::string& out, char folded) {
  if (std::string_view("\\^$.|?*+()[]{}-").find(folded) != std::string_view::npos) out += '\\';
  out += folded;
}

// A set in square brackets, from behind its '[' to behind its ']'.
class SetFolder {
 public:
  SetFolder(std::string_view text, size_t& at, std::string& out) : text_(text), at_(at), out_(out) {}

  Result<void> run() {
    out_ += '[';
    if (at_ < text_.size() && text_[at_] == '^') out_ += text_[at_++];
    for (bool first = true; at_ < text_.size() && (first || text_[at_] != ']'); first = false) {
      if (auto done = member(); !done) return done;
    }
    if (at_ >= text_.size()) return failure("a set without its ']'");
    out_ += text_[at_++];
    return {};
  }

 private:
  Result<void> member() {
    if (text_[at_] == '\\' && at_ + 1 < text_.size()) {
      out_.append(text_.substr(at_, 2));
      at_ += 2;
      return {};
    }
    if (text_.substr(at_, 2) == "[:") return named_class();
    const char32_t from = next_code_point(text_, at_);
    char32_t to = from;
    if (at_ + 1 < text_.size() && text_[at_] == '-' && text_[at_ + 1] != ']') {
      to = next_code_point(text_, ++at_);
    }
    if (to < from || to - from > 0x600) return failure("a range that runs backwards or too far");
    for (char32_t c = from; c <= to; ++c) add(fold_code_point(c));
    return {};
  }

  Result<void> named_class() {
    const size_t end = text_.find(":]", at_);
    if (end == std::string_view::npos) return failure("a class without its ':]'");
    out_.append(text_.substr(at_, end + 2 - at_));
    at_ = end + 2;
    return {};
  }

  void add(char folded) {
    if (folded != '\0') append_escaped(out_, folded);
  }

  std::string_view text_;
  size_t& at_;
  std::string& out_;
};

Pattern::Match run(const Regex& regex, std::string_view window, boost::match_flag_type flags, bool whole) {
  if (window.size() > Pattern::kWindow) return {Pattern::Answer::could_not_tell, {}};
  try {
    boost::match_results<Iterator> found;
    const bool ok = whole ? boost::regex_match(window.begin(), window.end(), found, regex, flags)
                          : boost::regex_search(window.begin(), window.end(), found, regex, flags);
    Pattern::Match match{ok ? Pattern::Answer::found : Pattern::Answer::not_found, {}};
    for (size_t i = 0; ok && i < found.size(); ++i) {
      const auto group = static_cast<int>(i);
      const auto begin = found[group].matched ? found.position(group) : 0;
      match.groups.push_back({static_cast<size_t>(begin), static_cast<size_t>(begin + found.length(group))});
    }
    return match;
  } catch (const std::runtime_error&) {  // the engine gave up: too much work or too deep
    return {Pattern::Answer::could_not_tell, {}};
  }
}

}  // namespace

struct Pattern::Compiled {
  Regex regex;
};

Result<std::string> fold_expression(std::string_view text) {
  std::string out;
  for (size_t at = 0; at < text.size();) {
    if (text[at] == '\\' && at + 1 < text.size()) {
      const size_t from = at++;
      const char32_t escaped = next_code_point(text, at);
      if (escaped < 0x80) {
        out.append(text.substr(from, at - from));
      } else {
        append_escaped(out, fold_code_point(escaped));
      }
    } else if (text[at] == '[') {
      if (auto done = SetFolder(text, ++at, out).run(); !done) return tl::unexpected(done.error());
    } else if (static_cast<unsigned char>(text[at]) < 0x80) {
      out += fold_code_point(static_cast<unsigned char>(text[at++]));
    } else {
      const char folded = fold_code_point(next_code_point(text, at));
      if (folded != '\0') append_escaped(out, folded);
    }
  }
  return out;
}

Result<Pattern> Pattern::compile(std::string_view expression) {
  auto folded = fold_expression(expression);
  if (!folded) return tl::unexpected(folded.error());
  try {
    auto compiled = std::make_shared<Compiled>();
    compiled->regex.imbue(folded_locale());
    compiled->regex.assign(*folded, boost::regex::perl);
    return Pattern(std::move(compiled));
  } catch (const std::exception& error) {
    std::string what = error.what();
    if (const size_t cut = what.find("  The error occurred"); cut != std::string::npos) what.resize(cut);
    return failure(what);
  }
}

Pattern::Match Pattern::search(std::string_view window) const {
  return run(compiled_->regex, window, boost::match_default, false);
}

Pattern::Match Pattern::match_prefix(std::string_view window) const {
  return run(compiled_->regex, window, boost::match_continuous, false);
}

Pattern::Match Pattern::match_whole(std::string_view window) const {
  return run(compiled_->regex, window, boost::match_default, true);
}

bool Pattern::survives_torture() const {
  const std::string digits(Pattern::kWindow, '7');
  const std::string letters(Pattern::kWindow, 'a');
  std::string mixed;
  while (mixed.size() + 4 <= Pattern::kWindow) mixed += "a 7 ";
  const auto gives_up = [&](const std::string& text) { return search(text).answer == Answer::could_not_tell; };
  return !gives_up(digits) && !gives_up(letters) && !gives_up(mixed);
}

}  // namespace pismovod
