#include "taught/measurement.h"

#include <algorithm>

#include "taught/training.h"

namespace pismovod {
namespace {

void weigh_all(const QuestionExamples& taught, const std::vector<const Example*>& texts, MeasuredQuestion& out) {
  const auto model = TaughtModel::read(train({&taught, 1}, {}));
  const TaughtQuestion* question = model ? model->question(taught.question) : nullptr;
  if (question == nullptr) return;
  for (const Example* example : texts) {
    WordBag bag;
    bag.add(example->folded);
    const Weighed weighed = question->weigh(bag);
    MeasuredText& made = out.texts.emplace_back(MeasuredText{example, {}});
    for (const std::string& label : out.labels) {
      const auto& known = question->labels();
      const auto at = std::lower_bound(known.begin(), known.end(), label);
      const bool has = at != known.end() && *at == label;
      made.margins.push_back(has ? weighed.margins[static_cast<size_t>(at - known.begin())] : -10000);
    }
  }
}

}  // namespace

MeasuredQuestion measured_by_author(const QuestionExamples& question) {
  MeasuredQuestion out{question.labels(), {}};
  const std::vector<std::string> authors = question.authors();
  if (authors.size() < 2) return out;
  for (const std::string& author : authors) {
    QuestionExamples others{question.question, {}};
    std::vector<const Example*> texts;
    for (const Example& example : question.examples) {
      if (example.author == author) {
        texts.push_back(&example);
      } else {
        others.examples.push_back(example);
      }
    }
    weigh_all(others, texts, out);
  }
  return out;
}

MeasuredQuestion measured_held_out(const QuestionExamples& question, const QuestionExamples& held) {
  MeasuredQuestion out{question.labels(), {}};
  std::vector<const Example*> texts;
  for (const Example& example : held.examples) texts.push_back(&example);
  weigh_all(question, texts, out);
  return out;
}

}  // namespace pismovod
