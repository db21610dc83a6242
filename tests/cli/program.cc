#include "cli/program.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "base/file.h"

namespace pismovod::test {
namespace {

void become(const std::vector<std::string>& arguments, const Folder& folder) {
  const auto onto = [&](const char* name, int flags, int descriptor) {
    ::dup2(::open((folder.path() + "/" + name).c_str(), flags | O_CREAT, 0600), descriptor);
  };
  onto("in", O_RDONLY, STDIN_FILENO);
  onto("out", O_WRONLY, STDOUT_FILENO);
  onto("err", O_WRONLY, STDERR_FILENO);
  std::vector<char*> argv = {const_cast<char*>(PISMOVOD_PROGRAM)};
  for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  ::execv(PISMOVOD_PROGRAM, argv.data());
  ::_exit(127);
}

}  // namespace

Ran run(const std::vector<std::string>& arguments, const std::string& input) {
  const Folder folder;
  folder.file("in", input);
  const pid_t child = ::fork();
  if (child == 0) become(arguments, folder);
  int status = 0;
  ::waitpid(child, &status, 0);
  Ran ran;
  ran.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  ran.out = *read_file(folder.path() + "/out");
  std::ifstream errors(folder.path() + "/err");
  for (std::string line; std::getline(errors, line);) ran.errors.push_back(line);
  return ran;
}

Folder::Folder() {
  path_ = ::testing::TempDir() + "pismovod-XXXXXX";
  EXPECT_NE(::mkdtemp(path_.data()), nullptr);
}

Folder::~Folder() { std::filesystem::remove_all(path_); }

std::string Folder::file(const std::string& name, const std::string& text) const {
  const std::string path = path_ + "/" + name;
  std::filesystem::create_directories(std::filesystem::path(path).parent_path());
  std::ofstream(path, std::ios::binary) << text;
  return path;
}

}  // namespace pismovod::test
