// What tests of the whole way need: the shipped configuration with the test's organisations, and a
// letter judged by it.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "inspect/inspect.h"

namespace pismovod::test {

// The shipped configuration with tests/letters/acceptance/organization.toml; loaded once.
const Configuration& test_configuration();

// The same with further files; the test fails where they are wrong.
std::shared_ptr<const Configuration> configuration_with(const std::vector<std::string>& files);

// Its settings with the reader of this build.
Settings services_settings();

// A file of the test's own, gone with it.
class TemporaryFile {
 public:
  explicit TemporaryFile(const std::string& text, const std::string& ending = ".toml");
  ~TemporaryFile();
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

struct TestLetter {
  std::string from = "ivanov@vektor-soft.ru";
  std::vector<std::string> to = {"lic@1c.ru"};
  std::string octets;
};

Outcome judge(const TestLetter& letter, const Configuration& configuration = test_configuration());

// A plain letter in UTF-8: its subject and text.
TestLetter plain_letter(const std::string& to, const std::string& subject, const std::string& text);

// What the verdict for the only mailbox says of a requirement.
const Judged& judged(const Outcome& outcome, const std::string& id);

std::string source_folder();  // of the project

}  // namespace pismovod::test
