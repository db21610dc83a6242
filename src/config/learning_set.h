// All examples that there are to learn from: those that come with the program and, below the folder
// taught.examples, those of one's own, which add to them.
#pragma once

#include <string>
#include <vector>

#include "config/configuration.h"
#include "taught/example.h"

namespace pismovod {

struct LearningSet {
  std::vector<QuestionExamples> taught;
  std::vector<QuestionExamples> held;      // held out: they measure and never teach
  std::vector<ExampleTrouble> troubles;    // lines that are none, files that cannot be read
  std::vector<std::string> own_questions;  // that one's own examples speak of
};

// Without the shipped questions that nothing in the program asks. Reads the disk.
LearningSet read_learning_set(const Settings& settings, const TaughtModel& in_force);

// What an admin should know of the examples of one's own: lines that are none, labels with too few
// examples, texts with two answers, labels that no rule uses. Empty where there are none of one's own.
std::vector<std::string> doubts_about(const LearningSet& set, const Configuration& configuration);

}  // namespace pismovod
