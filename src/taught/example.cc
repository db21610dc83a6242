#include "taught/example.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/fold.h"
#include "base/utf8.h"
#include "taught/words.h"

namespace pismovod {
namespace {

constexpr size_t kMostLabels = 64;         // of a question
constexpr size_t kLongestText = 64 << 10;  // octets
constexpr size_t kFewestExamples = 20;     // below, a label is no better than chance
constexpr std::string_view kHeld = ".held";

// Empty where one of them is none.
std::vector<std::string> labels_of(std::string_view text) {
  std::set<std::string> out;
  for (size_t at = 0; at <= text.size();) {
    const size_t end = std::min(text.find('+', at), text.size());
    const std::string_view label = text.substr(at, end - at);
    if (!is_label(label)) return {};
    out.emplace(label);
    at = end + 1;
  }
  return {out.begin(), out.end()};
}

class ExampleReader {
 public:
  ExampleReader(std::string_view path, QuestionExamples& question, std::string author,
                std::vector<ExampleTrouble>& troubles)
      : path_(path), question_(question), author_(std::move(author)), troubles_(troubles) {}

  void run(std::string_view text) {
    for (size_t at = 0; at < text.size();) {
      const size_t end = std::min(text.find('\n', at), text.size());
      std::string_view line = text.substr(at, end - at);
      if (line.ends_with('\r')) line.remove_suffix(1);
      ++number_;
      if (!line.empty() && line.front() != '#') take(line);
      at = end + 1;
    }
  }

 private:
  std::string place() const { return path_ + ":" + std::to_string(number_); }
  void trouble(std::string text) { troubles_.push_back({place(), std::move(text)}); }

  void take(std::string_view line) {
    const size_t tab = line.find('\t');
    if (tab == std::string_view::npos) return trouble("expected LABEL, a tab and the text");
    Example made{labels_of(line.substr(0, tab)), std::string(line.substr(tab + 1)), {}, author_, place()};
    if (made.labels.empty()) return trouble("a label has small Latin letters, digits and _; '+' joins two");
    if (made.text.size() > kLongestText) return trouble("longer than 64 KiB");
    if (!is_utf8(made.text)) return trouble("no UTF-8");
    made.folded = fold(made.text);
    WordBag bag;
    bag.add(made.folded);
    if (bag.empty()) return trouble("no words in it");
    question_.examples.push_back(std::move(made));
  }

  std::string path_;
  QuestionExamples& question_;
  std::string author_;
  std::vector<ExampleTrouble>& troubles_;
  size_t number_ = 0;
};

QuestionExamples& question_named(std::string_view name, std::vector<QuestionExamples>& questions) {
  const auto at = std::ranges::lower_bound(questions, name, {}, &QuestionExamples::question);
  if (at != questions.end() && at->question == name) return *at;
  return *questions.insert(at, {std::string(name), {}});
}

template <class Each>
std::vector<std::string> sorted_of(const std::vector<Example>& examples, Each each) {
  std::set<std::string> out;
  for (const Example& example : examples) each(example, out);
  return {out.begin(), out.end()};
}

}  // namespace

bool is_label(std::string_view text) {
  return !text.empty() && text.size() <= 64 &&
         std::ranges::all_of(text, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
}

bool Example::is_of_label(std::string_view label) const { return std::ranges::find(labels, label) != labels.end(); }

std::vector<std::string> QuestionExamples::labels() const {
  return sorted_of(examples, [](const Example& e, auto& out) { out.insert(e.labels.begin(), e.labels.end()); });
}

std::vector<std::string> QuestionExamples::authors() const {
  return sorted_of(examples, [](const Example& e, auto& out) { out.insert(e.author); });
}

void read_examples(const std::string& folder, std::string_view path, std::string_view text, bool held,
                   std::vector<QuestionExamples>& questions, std::vector<ExampleTrouble>& troubles) {
  const size_t slash = path.find('/');
  const size_t end = path.rfind(".tsv");
  if (slash == std::string_view::npos || end == std::string_view::npos || end <= slash + 1) return;
  const std::string_view question = path.substr(0, slash);
  std::string_view author = path.substr(slash + 1, end - slash - 1);
  const bool is_held = author.ends_with(kHeld);
  if (is_held) author.remove_suffix(kHeld.size());
  if (is_held != held) return;
  if (!is_label(question)) {
    troubles.push_back({std::string(path), "the folder is the question: small Latin letters, digits and _"});
    return;
  }
  QuestionExamples& to = question_named(question, questions);
  ExampleReader(folder + "/" + std::string(path), to, std::string(author), troubles).run(text);
  if (to.labels().size() > kMostLabels) {
    troubles.push_back({std::string(path), "more than 64 labels"});
    questions.erase(questions.begin() + (&to - questions.data()));
  }
}

std::vector<std::string> doubts_about(const QuestionExamples& question) {
  std::vector<std::string> out;
  std::map<std::string, size_t> count;
  std::map<std::string, const Example*> seen;
  for (const Example& example : question.examples) {
    for (const std::string& label : example.labels) ++count[label];
    const auto [known, added] = seen.try_emplace(example.folded, &example);
    if (!added && known->second->labels != example.labels) {
      out.push_back(example.place + ": the same text has other labels at " + known->second->place);
    }
  }
  for (const auto& [label, examples] : count) {
    if (examples >= kFewestExamples) continue;
    out.push_back(question.question + ": only " + std::to_string(examples) + " of \"" + label + "\"; below " +
                  std::to_string(kFewestExamples) + " it is told by chance");
  }
  return out;
}

}  // namespace pismovod
