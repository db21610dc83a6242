// Examples: lines that people wrote to teach the program what a letter says.
//
// One file is one author's for one question, UTF-8, a line each: label, a tab, the text. Of a letter
// with two matters the labels are joined by '+'; '#' begins a remark, empty lines are overlooked.
// Words alone teach: whatever numbers stand in a text are not looked at.
//
// Nothing throws. Errors name file and line.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace pismovod {

// Small Latin letters, digits and _: the name of a label, and of a question, which is a folder's.
bool is_label(std::string_view text);

struct Example {
  std::vector<std::string> labels;  // sorted; at least one
  std::string text;                 // as written
  std::string folded;
  std::string author;  // the name of its file: "office"
  std::string place;   // "examples/zakaz/office.tsv:12"
  bool is_of_label(std::string_view label) const;
};

// What stands wrong in a file of examples; the line is left out.
struct ExampleTrouble {
  std::string place;
  std::string text;
};

struct QuestionExamples {
  std::string question;
  std::vector<Example> examples;             // of all authors, in the order of their files
  std::vector<std::string> labels() const;   // sorted, each once
  std::vector<std::string> authors() const;  // sorted, each once
};

// Reads one file and adds its lines. `path` is below a folder of examples ("zakaz/office.tsv"), `folder`
// how that is called. A file "AUTHOR.held.tsv" is held out: it measures and never teaches, and is read where `held`.
void read_examples(const std::string& folder, std::string_view path, std::string_view text, bool held,
                   std::vector<QuestionExamples>& questions, std::vector<ExampleTrouble>& troubles);

// What a person should know of the examples of one question: labels with too few, texts that stand
// twice with different labels.
std::vector<std::string> doubts_about(const QuestionExamples& question);

}  // namespace pismovod
