// pismovod-train EXAMPLES OUT QUESTION...: the model that is built into the program, made of config/examples. The
// digest is of all examples, so that a model made of other ones is known.
#include <algorithm>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <set>

#include "base/digest.h"
#include "base/file.h"
#include "base/version.h"
#include "taught/training.h"

namespace {

std::vector<std::string> files_below(const std::filesystem::path& folder) {
  std::vector<std::string> out;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.path().extension() == ".tsv") out.push_back(entry.path().lexically_relative(folder).generic_string());
  }
  std::sort(out.begin(), out.end());
  return out;
}

int make_model(const std::string& folder, const std::string& out, const std::set<std::string>& wanted) {
  std::vector<pismovod::QuestionExamples> questions;
  std::vector<pismovod::ExampleTrouble> troubles;
  std::string digested;
  for (const std::string& path : files_below(folder)) {
    const auto text = pismovod::read_file(std::filesystem::path(folder) / path);
    if (!text) {
      std::fprintf(stderr, "%s\n", text.error().text.c_str());
      return 1;
    }
    digested += path + "\n" + *text;
    pismovod::read_examples("examples", path, *text, false, questions, troubles);
  }
  std::erase_if(questions, [&](const auto& question) { return !wanted.contains(question.question); });
  for (const auto& trouble : troubles) std::fprintf(stderr, "%s: %s\n", trouble.place.c_str(), trouble.text.c_str());
  std::ofstream file(out, std::ios::binary);
  file << pismovod::train(questions, pismovod::digest_of(digested));
  return file.flush() && troubles.empty() ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 2 && std::strcmp(argv[1], "--version") == 0)
    return std::printf("pismovod-train %s\n", pismovod::version().data()) < 0 ? 1 : 0;
  if (argc < 4) {
    std::fputs("usage: pismovod-train EXAMPLES OUT QUESTION...\n", stderr);
    return 64;
  }
  try {
    return make_model(argv[1], argv[2], {argv + 3, argv + argc});
  } catch (const std::exception& trouble) {
    std::fprintf(stderr, "pismovod-train: %s\n", trouble.what());
    return 70;
  }
}
