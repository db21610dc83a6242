// Measuring: what a question says of texts whose answer is known, when their author taught it nothing.
//
// Values; nothing throws.
#pragma once

#include <string>
#include <vector>

#include "taught/example.h"

namespace pismovod {

// One text, weighed by a model that none of its author's texts are in.
struct MeasuredText {
  const Example* example = nullptr;
  std::vector<int32_t> margins;  // by label of the question
};

struct MeasuredQuestion {
  std::vector<std::string> labels;
  std::vector<MeasuredText> texts;
};

// Each author's texts by what all the others taught. An author alone measures nothing.
MeasuredQuestion measured_by_author(const QuestionExamples& question);

// Texts that are held out, by what all the others taught.
MeasuredQuestion measured_held_out(const QuestionExamples& question, const QuestionExamples& held);

}  // namespace pismovod
