// The program run as people run it.
#pragma once

#include <string>
#include <vector>

namespace pismovod::test {

struct Ran {
  int status = -1;  // -1: ended by a signal
  std::string out;
  std::vector<std::string> errors;  // lines of standard error
};

Ran run(const std::vector<std::string>& arguments, const std::string& input = "");

// A folder of the test's own, gone with it.
class Folder {
 public:
  Folder();
  ~Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  // Writes a file in it and gives its path.
  std::string file(const std::string& name, const std::string& text) const;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace pismovod::test
