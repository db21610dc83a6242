// Letters with files attached.
#pragma once

#include <string>
#include <vector>

#include "support/tools.h"

namespace pismovod::test {

struct Attached {
  std::string name;
  std::string type;
  std::string octets;
};

TestLetter letter_with(const std::string& to, const std::string& subject, const std::string& text,
                       const std::vector<Attached>& files);

// A grey picture of this size, in valid PNG.
std::string png_picture(unsigned width, unsigned height);

std::string base64_lines(const std::string& octets);

}  // namespace pismovod::test
