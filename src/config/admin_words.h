// What the program says to an admin in words that stand in the code, in English: help, man pages, the reference of
// keys, errors. config/help/LANGUAGE.*toml translate them, the English text being the key; "{}" in it stands for what
// varies.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace pismovod {

class AdminWords {
 public:
  // "ru"; for any other language texts stay as they are.
  explicit AdminWords(std::string_view language);
  // As LC_ALL, LC_MESSAGES or LANG say, in this order (POSIX).
  static const AdminWords& of_environment();

  // The text in the language; itself where there is no translation. Before it may stand "pismovod: ",
  // "pismovod: warning: " and the place of an error, "FILE:LINE:COLUMN: ". Any thread.
  std::string of(std::string_view english) const;
  bool has(std::string_view english) const { return whole_.contains(english); }
  const std::map<std::string, std::string, std::less<>>& whole() const { return whole_; }

 private:
  // What stands between gaps; "unknown key \"{}\"" has two pieces.
  struct Pattern {
    std::vector<std::string> english;
    std::vector<std::string> own;
    size_t letters = 0;  // that are no gap
  };

  void add(std::string_view english, std::string_view own);
  std::string bare(std::string_view english) const;
  bool fill(const Pattern& pattern, std::string_view english, std::string& out) const;

  std::map<std::string, std::string, std::less<>> whole_;
  std::vector<Pattern> patterns_;  // those with most letters first: they say most
};

// A line on standard error, in the language of the environment.
void tell_admin(std::string_view english);

}  // namespace pismovod
