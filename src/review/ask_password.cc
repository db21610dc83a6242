#include "review/ask_password.h"

#include <termios.h>
#include <unistd.h>

#include <cstdio>
#include <iostream>

namespace pismovod {
namespace {

// Typed letters are not shown while it lives.
class Silence {
 public:
  Silence() {
    tcgetattr(STDIN_FILENO, &before_);
    termios silent = before_;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
  }
  Silence(const Silence&) = delete;
  Silence& operator=(const Silence&) = delete;
  ~Silence() { tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_); }

 private:
  termios before_{};
};

Result<std::string> line() {
  std::string out;
  if (!std::getline(std::cin, out)) return failure("no password was given");
  if (out.ends_with('\r')) out.pop_back();
  return out;
}

Result<std::string> asked(const char* question) {
  std::fputs(question, stderr);
  const Silence silence;
  auto out = line();
  std::fputs("\n", stderr);
  return out;
}

}  // namespace

Result<std::string> ask_password() {
  if (::isatty(STDIN_FILENO) == 0) return line();
  auto first = asked("Password: ");
  if (!first) return first;
  const auto second = asked("Once more: ");
  if (!second || *first != *second) return failure("the two are not the same");
  return first;
}

}  // namespace pismovod
