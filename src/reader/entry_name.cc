#include "reader/entry_name.h"

#include <algorithm>

#include "base/utf8.h"
#include "mime/charset.h"
#include "mime/charset_guess.h"

namespace pismovod {
namespace {

std::string in_utf8(std::string_view name) {
  if (is_utf8(name)) return std::string(name);
  const CyrillicGuess guess = guess_cyrillic(name);
  double windows = 0;
  double oem = 0;
  for (size_t i = 0; i < kCyrillicCharsets.size(); ++i) {
    if (kCyrillicCharsets[i] == "windows-1251") windows = guess.scores[i];
    if (kCyrillicCharsets[i] == "ibm866") oem = guess.scores[i];
  }
  return decode_cyrillic(name, windows > oem ? "windows-1251" : "ibm866");
}

}  // namespace

std::string entry_file_name(std::string_view path) {
  const size_t slash = path.find_last_of("/\\");
  std::string name = in_utf8(slash == std::string_view::npos ? path : path.substr(slash + 1));
  std::replace_if(
      name.begin(), name.end(), [](char c) { return static_cast<unsigned char>(c) < ' '; }, '_');
  return name;
}

bool is_litter(std::string_view path) {
  const std::string name = entry_file_name(path);
  return path.starts_with("__MACOSX/") || name == ".DS_Store" || name == "Thumbs.db" || name == "desktop.ini";
}

}  // namespace pismovod
