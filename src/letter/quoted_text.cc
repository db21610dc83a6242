// One pass from the top. Where quote marks stand, each depth has its letter. Where none do, lines that introduce a
// letter begin it, and it goes on to the next such lines, to a line that closes it, or to the end. Whether the next
// filled line is quoted deeper tells which of the two is introduced.
//
// A sentence must not be taken for an introduction: a line that says who wrote ends with a colon and has two signs, one
// of them a date with its time or a word like "пишет:"; a block of fields begins with the sender and has three or more.
// Signatures are told last, when it is known which lines are quoted.

#include "letter/quoted_text.h"

#include <algorithm>
#include <array>
#include <optional>

#include "base/fold.h"
#include "base/utf8.h"
#include "letter/phrase_list.h"
#include "letter/signature.h"

namespace pismovod {
namespace {

constexpr size_t kLongestAttribution = 300;    // folded
constexpr size_t kLongestIntroduction = 1000;  // octets as written: each passage of the letter asks whose it is

std::string beginning_of(const std::string& line) { return std::string(utf8_prefix(line, kLongestIntroduction)); }

std::string_view unframed(std::string_view text) {
  const auto is_frame = [](char c) { return is_space(c) || c == '*'; };
  while (!text.empty() && is_frame(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_frame(text.back())) text.remove_suffix(1);
  return text;
}

// All lines folded, in one string: one allocation for a letter of thousands.
class FoldedLines {
 public:
  explicit FoldedLines(const std::vector<TextLine>& lines) {
    std::vector<size_t> ends;
    ends.reserve(lines.size());
    for (const TextLine& line : lines) {
      append_folded(text_, std::string_view(line.text).substr(0, kLongestAttribution + 1));
      ends.push_back(text_.size());
    }
    lines_.reserve(lines.size());
    size_t begin = 0;
    for (const size_t end : ends) {
      lines_.push_back(unframed(std::string_view(text_).substr(begin, end - begin)));
      begin = end;
    }
  }
  FoldedLines(const FoldedLines&) = delete;
  FoldedLines& operator=(const FoldedLines&) = delete;

  std::string_view operator[](size_t i) const { return lines_[i]; }
  const std::vector<std::string_view>& all() const { return lines_; }

 private:
  std::string text_;
  std::vector<std::string_view> lines_;
};

bool contains(std::string_view text, std::string_view wanted) { return text.find(wanted) != std::string_view::npos; }

const PhraseList& from_keys() {
  static const PhraseList words{"от:", "от кого:", "from:", "отправитель:", "von:"};
  return words;
}
const PhraseList& other_keys() {
  static const PhraseList words{"отправлено:", "дата:",  "date:", "sent:",          "кому:",      "to:",        "тема:",
                                "subject:",    "копия:", "cc:",   "дата отправки:", "date sent:", "получатель:"};
  return words;
}
const PhraseList& subject_keys() {
  static const PhraseList words{"тема:", "subject:"};
  return words;
}
const PhraseList& separators() {
  static const PhraseList words{"исходное сообщение",
                                "пересылаемое сообщение",
                                "пересланное сообщение",
                                "перенаправленное сообщение",
                                "переадресованное сообщение",
                                "original message",
                                "forwarded message",
                                "оригинальное сообщение",
                                "исходное письмо",
                                "пересылаемое письмо",
                                "начало переадресованного сообщения",
                                "begin forwarded message",
                                "начало пересылаемого сообщения",
                                "перенаправленное письмо"};
  return words;
}
const PhraseList& forward_words() {
  static const PhraseList words{"пересыл", "переслан", "перенаправ", "переадрес", "forwarded"};
  return words;
}
const PhraseList& end_marks() {
  static const PhraseList words{"конец пересылаемого", "конец переадрес",    "конец исходного",
                                "end of forwarded",    "конец пересланного", "конец перенаправ"};
  return words;
}
const PhraseList& wrote() {
  static const PhraseList words{"пишет:",    "написал:", "написала:", "написал(а):", "написали:", "wrote:",
                                "писал(а):", "писал:",   "писала:",   "пише:",       "вы писали", "schrieb:"};
  return words;
}

// "-----Исходное сообщение-----": a line of dashes with the words between, or the words and a colon.
bool is_separator(std::string_view line) {
  const bool framed = line.starts_with("--") || line.starts_with("8<") || line.ends_with("--") || line.ends_with(":");
  return framed && line.size() <= 90 && separators().within(line);
}

bool is_end_mark(std::string_view line) { return line.size() <= 90 && end_marks().within(line); }

// Mail.ru closes a forwarded letter with a line of dashes.
bool is_rule(std::string_view line) {
  return line.size() >= 40 && line.find_first_not_of('-') == std::string_view::npos;
}

bool has_time(std::string_view line) {
  for (size_t i = 1; i + 2 < line.size(); ++i) {
    if (line[i] == ':' && is_digit(line[i - 1]) && is_digit(line[i + 1]) && is_digit(line[i + 2])) return true;
  }
  return false;
}

bool has_year(std::string_view line) {
  for (size_t i = 0; i + 3 < line.size(); ++i) {
    const bool alone = (i == 0 || !is_digit(line[i - 1])) && (i + 4 >= line.size() || !is_digit(line[i + 4]));
    if (alone && line[i] == '2' && line[i + 1] == '0' && is_digit(line[i + 2]) && is_digit(line[i + 3])) return true;
  }
  // 16.09.26
  for (size_t i = 2; i + 5 < line.size(); ++i) {
    if (line[i] == '.' && is_digit(line[i - 1]) && is_digit(line[i + 1]) && line[i + 3] == '.' && is_digit(line[i + 4]))
      return true;
  }
  return false;
}

class LineSorter {
 public:
  LineSorter(const std::vector<TextLine>& lines, const std::string& sender_name)
      : lines_(lines), sender_name_(sender_name), folded_(lines) {
    sorted_.lines.resize(lines.size());
  }

  SortedLines run() {
    for (size_t i = 0; i < lines_.size();) i = lines_[i].quote_depth > 0 ? quoted(i) : unquoted(i);
    mark_signatures(lines_, folded_.all(), sender_name_, sorted_);
    return std::move(sorted_);
  }

 private:
  struct Introduction {
    size_t lines = 0;               // how many lines it takes
    std::string attribution;        // as written
    std::optional<size_t> subject;  // the line of its "Тема:"
    bool forwarded = false;
  };

  // What begins at line i and says that a quoted letter follows.
  std::optional<Introduction> introduction(size_t i) const {
    if (is_separator(folded_[i])) {
      Introduction made{1, beginning_of(lines_[i].text), {}, forward_words().within(folded_[i])};
      const size_t next = next_filled(i + 1);
      if (const auto block = header_block(next)) {
        made.lines = next - i + block->lines;
        made.attribution = block->attribution;
        made.subject = block->subject;
      }
      return made;
    }
    if (auto block = header_block(i)) return block;
    return attribution(i);
  }

  size_t next_filled(size_t i) const {
    while (i < lines_.size() && folded_[i].empty()) ++i;
    return i;
  }

  // "От: ... / Отправлено: ... / Кому: ... / Тема: ...", each on its line.
  std::optional<Introduction> header_block(size_t i) const {
    if (i >= lines_.size() || !from_keys().begins(folded_[i])) return std::nullopt;
    // Who wrote it stands in the first line; the others name the recipients.
    Introduction made{0, beginning_of(lines_[i].text), {}, false};
    size_t keys = 0;
    size_t at = i;
    for (; at < lines_.size() && at < i + 10; ++at) {
      const bool key = from_keys().begins(folded_[at]) || other_keys().begins(folded_[at]);
      if (!key && (folded_[at].empty() || keys >= 3 || !continues(at))) break;
      keys += key ? 1 : 0;
      if (subject_keys().begins(folded_[at])) made.subject = at;
    }
    made.lines = at - i;
    return keys >= 3 ? std::optional(made) : std::nullopt;
  }

  // A long list of recipients goes on in the next line.
  bool continues(size_t i) const { return contains(folded_[i], "@") || lines_[i].text.starts_with(" "); }

  // One line, or two where the mail program wrapped it.
  std::optional<Introduction> attribution(size_t i) const {
    if (folded_[i].empty()) return std::nullopt;
    if (is_attribution(folded_[i], i + 1)) return Introduction{1, beginning_of(lines_[i].text), {}, false};
    const size_t last = i + 1;
    if (last >= lines_.size() || lines_[last].quote_depth != lines_[i].quote_depth) return std::nullopt;
    if (!folded_[last].ends_with(":") || !begins_attribution(folded_[i])) return std::nullopt;
    const std::string both = std::string(folded_[i]).append(" ").append(folded_[last]);
    if (!is_attribution(both, last + 1)) return std::nullopt;
    return Introduction{2, beginning_of(lines_[i].text + " " + lines_[last].text), {}, false};
  }

  // In HTML the sender's last line stands right above, and is no part of it.
  static bool begins_attribution(std::string_view line) {
    return (has_time(line) && has_year(line)) || (contains(line, "<") && contains(line, "@"));
  }

  bool is_attribution(std::string_view line, size_t behind) const {
    if (!line.ends_with(":") || line.size() > kLongestAttribution) return false;
    const bool dated = has_time(line) && has_year(line);
    const bool said = wrote().within(line);
    const bool addressed = contains(line, "@");
    const bool deeper = next_is_deeper(behind);
    return (dated && (said || addressed || deeper)) || (said && addressed) || (said && deeper);
  }

  bool next_is_deeper(size_t i) const {
    const size_t depth = i > 0 ? lines_[i - 1].quote_depth : 0;
    const size_t next = next_filled(i);
    return next < lines_.size() && lines_[next].quote_depth > depth;
  }

  int new_letter(std::string attribution, int within, bool forwarded) {
    sorted_.letters.push_back({std::move(attribution), within, forwarded});
    return static_cast<int>(sorted_.letters.size()) - 1;
  }

  void mark(size_t i, LineRole role, int letter) { sorted_.lines[i] = {role, letter}; }

  // A line without quote marks.
  size_t unquoted(size_t i) {
    by_depth_.clear();
    if (is_end_mark(folded_[i]) || (closed_by_rule_ && rest_ >= 0 && is_rule(folded_[i]))) {
      mark(i, LineRole::attribution, -1);
      rest_ = -1;
      return i + 1;
    }
    if (const auto found = introduction(i)) {
      const size_t end = i + found->lines;
      if (next_is_deeper(end)) {
        pending_ = *found;
      } else {
        rest_ = new_letter(found->attribution, rest_, found->forwarded);
        closed_by_rule_ = found->forwarded && folded_[i].starts_with("--");
      }
      mark_introduction(i, *found, rest_);
      return end;
    }
    mark(i, rest_ >= 0 ? LineRole::quoted : LineRole::own, rest_);
    if (!folded_[i].empty() && rest_ < 0) pending_.reset();
    return i + 1;
  }

  // A line behind quote marks, at whatever depth.
  size_t quoted(size_t i) {
    const size_t depth = lines_[i].quote_depth;
    if (by_depth_.size() > depth) by_depth_.resize(depth);
    while (by_depth_.size() < depth) {
      const int within = by_depth_.empty() ? rest_ : by_depth_.back();
      by_depth_.push_back(new_letter(pending_ ? pending_->attribution : "", within, pending_ && pending_->forwarded));
      pending_.reset();
    }
    if (const auto found = introduction(i)) {
      const size_t end = std::min(i + found->lines, lines_.size());
      if (next_is_deeper(end)) {
        pending_ = *found;
      } else {
        by_depth_.back() = new_letter(found->attribution, by_depth_.back(), found->forwarded);
      }
      mark_introduction(i, *found, by_depth_.back());
      return end;
    }
    mark(i, LineRole::quoted, by_depth_.back());
    return i + 1;
  }

  // The introducing lines hold no data, but for the quoted subject.
  void mark_introduction(size_t i, const Introduction& found, int letter) {
    for (size_t k = i; k < i + found.lines; ++k) mark(k, LineRole::attribution, letter);
    if (found.subject && letter >= 0) mark(*found.subject, LineRole::quoted, letter);
  }

  const std::vector<TextLine>& lines_;
  const std::string& sender_name_;
  const FoldedLines folded_;
  SortedLines sorted_;
  std::vector<int> by_depth_;    // the quoted letter at each depth, from 1
  int rest_ = -1;                // the letter that all further unquoted lines belong to
  bool closed_by_rule_ = false;  // a line of dashes ends that letter
  std::optional<Introduction> pending_;
};

}  // namespace

SortedLines sort_lines(const std::vector<TextLine>& lines, const std::string& sender_name) {
  return LineSorter(lines, sender_name).run();
}

}  // namespace pismovod
