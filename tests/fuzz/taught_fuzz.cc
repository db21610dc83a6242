// Any octets as a model (its checksum made right, so that what lies behind it is reached) and as a file of
// examples; what was read can be weighed and learned from.
#include <cstdlib>

#include "taught/training.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace pismovod;
  const std::string octets(reinterpret_cast<const char*>(data), size);
  std::string file = std::string(model_file::kMagic) + octets;
  const uint64_t sum = model_file::checksum(file);
  for (size_t i = 0; i < 8; ++i) file += static_cast<char>(sum >> (8 * i));
  WordBag bag;
  bag.add(octets);
  if (const auto model = TaughtModel::view(file)) {
    for (const TaughtQuestion& question : model->questions()) {
      if (question.weigh(bag).margins.size() != question.labels().size()) std::abort();
    }
  }
  std::vector<QuestionExamples> questions;
  std::vector<ExampleTrouble> troubles;
  read_examples("examples", "zakaz/any.tsv", octets, false, questions, troubles);
  for (const QuestionExamples& question : questions) doubts_about(question);
  if (!TaughtModel::read(train(questions, {}))) std::abort();
  return 0;
}
