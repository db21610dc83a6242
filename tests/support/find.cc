#include "support/find.h"

#include "support/tools.h"

namespace pismovod::test {

Finding find(const std::string& requirement, const Given& given) {
  static BlockPool blocks;
  const Configuration& configuration = test_configuration();
  const TestLetter letter = plain_letter("lic@1c.ru", given.subject, given.text);
  const Message message = read_message(letter.octets, blocks, {});
  const Limits limits;
  ReadingContext context;
  context.limits = &limits;
  context.pool = &blocks;
  const Letter read = read_letter(message, context);
  const Organization* sender = given.configured ? &configuration.organizations.front() : nullptr;
  const Reading reading(read, configuration.vocabulary, configuration.labels, *configuration.readers, sender);
  Request request{requirement, {}, given.together};
  if (given.full) request.options["full"] = "true";
  return configuration.filter_of.at(requirement)->find(request, reading);
}

std::string value(const std::string& requirement, const std::string& text) {
  const Finding finding = find(requirement, text);
  return finding.right.empty() ? "" : finding.right.front().value;
}

std::string wrong(const std::string& requirement, const std::string& text) {
  const Finding finding = find(requirement, text);
  return finding.right.empty() && !finding.wrong.empty() ? finding.wrong.front().wrong.key : "";
}

}  // namespace pismovod::test
