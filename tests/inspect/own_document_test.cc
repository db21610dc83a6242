// The example of docs/attachments.md, done as it says: each block goes to the file that it names.

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "base/file.h"
#include "samples/pictures.h"
#include "support/attachments.h"

namespace pismovod::test {
namespace {

namespace fs = std::filesystem;

class ConfigurationOfTheGuide {
 public:
  ConfigurationOfTheGuide() : folder_((fs::temp_directory_path() / "pismovod-guide-XXXXXX").string()) {
    if (::mkdtemp(folder_.data()) == nullptr) throw std::runtime_error("no folder");
    fs::copy(source_folder() + "/config", folder_ + "/config", fs::copy_options::recursive);
    std::ofstream(folder_ + "/config/lists.toml")
        << "mailboxes = [\"mailboxes/*.toml\"]\ncatalogue = [\"catalogue/*.toml\"]\ntexts = [\"texts/*.toml\"]\n";
    const std::string guide = *read_file(source_folder() + "/docs/attachments.md");
    const std::string head = "```toml\n# ";
    for (size_t at = guide.find(head); at != std::string::npos; at = guide.find(head, at)) {
      at += head.size();
      const size_t line = guide.find('\n', at);
      const size_t end = guide.find("```", at);
      std::ofstream(folder_ + "/" + guide.substr(at, line - at), std::ios::app) << "\n"
                                                                                << guide.substr(line, end - line);
      ++blocks;
      at = end;
    }
  }
  ConfigurationOfTheGuide(const ConfigurationOfTheGuide&) = delete;
  ConfigurationOfTheGuide& operator=(const ConfigurationOfTheGuide&) = delete;
  ~ConfigurationOfTheGuide() { fs::remove_all(folder_); }

  LoadedConfiguration load() const {
    return load_configuration({folder_ + "/config/pismovod.toml", folder_ + "/config/lists.toml",
                               source_folder() + "/tests/letters/acceptance/organization.toml"});
  }
  int blocks = 0;

 private:
  std::string folder_;
};

TestLetter to_contracts(const std::vector<Attached>& files) {
  return letter_with("contracts@example.ru", "Договор", "Просим переоформить договор с начала года.", files);
}

TEST(OwnDocument, TheExampleOfTheGuideWorks) {
  const ConfigurationOfTheGuide guide;
  EXPECT_EQ(guide.blocks, 4);
  const LoadedConfiguration loaded = guide.load();
  for (const ConfigError& error : loaded.errors) ADD_FAILURE() << error.message();
  ASSERT_TRUE(loaded.configuration);
  const auto status = [&](const std::vector<Attached>& files) {
    return judged(judge(to_contracts(files), *loaded.configuration), "power_of_attorney_scan").status;
  };
  const std::vector<std::string> words = {"ДОВЕРЕННОСТЬ", "Настоящей доверенностью общество уполномочивает",
                                          "своего представителя подписывать договоры"};
  EXPECT_EQ(status({{"1.jpg", "image/jpeg", samples::jpeg(samples::page(words))}}), Status::found);
  EXPECT_EQ(status({{"1.txt", "text/plain", words[0] + "\n" + words[1]}}), Status::missing) << "typed, not scanned";
  EXPECT_EQ(status({}), Status::missing);
}

}  // namespace
}  // namespace pismovod::test
