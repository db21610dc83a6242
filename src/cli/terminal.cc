#include "cli/terminal.h"

#include <unistd.h>

#include <cstdio>
#include <cstdlib>

#include "base/utf8.h"
#include "config/admin_words.h"

namespace pismovod {
namespace {

std::string_view code_of(Colour colour) {
  switch (colour) {
    case Colour::green:
      return "\033[32m";
    case Colour::red:
      return "\033[31m";
    case Colour::yellow:
      return "\033[33m";
    case Colour::bold:
      return "\033[1m";
    case Colour::dim:
      return "\033[2m";
    case Colour::none:
      break;
  }
  return "";
}

void print(std::FILE* to, std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), to);
  std::fputc('\n', to);
}

}  // namespace

Terminal::Terminal() : colours_(::isatty(STDOUT_FILENO) != 0 && std::getenv("NO_COLOR") == nullptr) {}

std::string Terminal::painted(std::string_view text, Colour colour) const {
  if (!colours_ || colour == Colour::none) return std::string(text);
  return std::string(code_of(colour)) + std::string(text) + "\033[0m";
}

std::string padded(std::string_view text, size_t width) {
  const size_t length = utf8_length(text);
  return std::string(text) + std::string(length < width ? width - length : 0, ' ');
}

std::string shortened(std::string_view text, size_t width) {
  if (utf8_length(text) <= width) return std::string(text);
  std::string out;
  size_t at = 0;
  for (size_t i = 0; i + 1 < width; ++i) append_utf8(out, next_code_point(text, at));
  return out + "…";
}

void print_line(std::string_view text) { print(stdout, text); }
void print_error(std::string_view text) { print(stderr, AdminWords::of_environment().of(text)); }

}  // namespace pismovod
