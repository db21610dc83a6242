#include "support/tools.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>

#include "inspect/services.h"
#include "mail/compose.h"

namespace pismovod::test {

std::string source_folder() { return PISMOVOD_SOURCE_DIR; }

std::shared_ptr<const Configuration> configuration_with(const std::vector<std::string>& files) {
  std::vector<std::string> all = {source_folder() + "/config/pismovod.toml",
                                  source_folder() + "/tests/letters/acceptance/organization.toml"};
  all.insert(all.end(), files.begin(), files.end());
  const LoadedConfiguration loaded = load_configuration(all);
  for (const ConfigError& error : loaded.errors) ADD_FAILURE() << error.message();
  return loaded.configuration;
}

const Configuration& test_configuration() {
  static const std::shared_ptr<const Configuration> configuration = configuration_with({});
  return *configuration;
}

TemporaryFile::TemporaryFile(const std::string& text, const std::string& ending) {
  std::string name = ::testing::TempDir() + "pismovod-XXXXXX" + ending;
  const int fd = ::mkstemps(name.data(), static_cast<int>(ending.size()));
  EXPECT_GE(fd, 0);
  ::close(fd);
  path_ = name;
  std::ofstream(path_) << text;
}

TemporaryFile::~TemporaryFile() { ::unlink(path_.c_str()); }

Settings services_settings() {
  Settings settings = test_configuration().settings;
  settings.readers.executable = PISMOVOD_READER;
  return settings;
}

Outcome judge(const TestLetter& letter, const Configuration& configuration) {
  static Services services(services_settings());
  const Message message = read_message(letter.octets, services.blocks(), {});
  Envelope envelope;
  envelope.reverse_path = parse_path(letter.from);
  envelope.has_null_reverse_path = letter.from == "<>";
  for (const std::string& to : letter.to) envelope.recipients.push_back(make_recipient(to));
  // No verdict hangs on how fast the machine is.
  const Patience patience(Patience::Clock::now() + std::chrono::minutes(30));
  return inspect(message, envelope, configuration, services.tools(patience));
}

TestLetter plain_letter(const std::string& to, const std::string& subject, const std::string& text) {
  TestLetter letter;
  letter.to = {to};
  letter.octets = "From: ivanov@vektor-soft.ru\r\nTo: " + to + "\r\nSubject: " + encode_header(subject, "\r\n ") +
                  "\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
                  "Content-Transfer-Encoding: 8bit\r\n\r\n" +
                  text + "\r\n";
  return letter;
}

const Judged& judged(const Outcome& outcome, const std::string& id) {
  static const Judged none;
  for (const Verdict& verdict : outcome.verdicts) {
    for (const Judged& judged : verdict.requirements) {
      if (judged.id == id) return judged;
    }
  }
  ADD_FAILURE() << "nothing is said of " << id;
  return none;
}

}  // namespace pismovod::test
