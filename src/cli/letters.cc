#include "cli/letters.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <vector>

#include "base/file.h"
#include "cli/commands.h"

namespace pismovod {
namespace {

using Take = std::function<void(const std::string& name, std::string_view octets)>;

// RFC 4155: a line "From " behind an empty line begins the next letter.
std::vector<std::string_view> cut_mbox(std::string_view file) {
  std::vector<std::string_view> out;
  size_t begin = 0;
  for (size_t at = file.find("\nFrom "); at != std::string_view::npos; at = file.find("\nFrom ", at + 1)) {
    const bool behind_empty = at > 0 && (file[at - 1] == '\n' || file.substr(0, at).ends_with("\n\r"));
    if (!behind_empty) continue;
    out.push_back(file.substr(begin, at + 1 - begin));
    begin = at + 1;
  }
  out.push_back(file.substr(begin));
  return out;
}

std::vector<LetterTrouble> take_octets(const std::string& name, std::string_view octets, const Take& take) {
  if (octets.find_first_not_of(" \t\r\n") == std::string_view::npos)
    return {{kExitBadData, name + ": the letter is empty"}};
  if (!octets.starts_with("From ")) {
    take(name, octets);
    return {};
  }
  const std::vector<std::string_view> letters = cut_mbox(octets);
  for (size_t i = 0; i < letters.size(); ++i) {
    take(letters.size() == 1 ? name : name + "#" + std::to_string(i + 1), letters[i]);
  }
  return {};
}

std::vector<LetterTrouble> take_file(const std::string& name, const Take& take) {
  const auto octets = read_file(name);
  if (!octets) return {{kExitNoInput, octets.error().text}};
  return take_octets(name, *octets, take);
}

std::vector<LetterTrouble> take_maildir(const std::string& name, const Take& take) {
  std::vector<std::string> files;
  std::error_code error;
  for (const char* part : {"/cur", "/new"}) {
    for (const auto& entry : std::filesystem::directory_iterator(name + part, error)) {
      if (entry.is_regular_file(error)) files.push_back(entry.path().string());
    }
  }
  std::sort(files.begin(), files.end());
  if (files.empty()) return {{kExitNoInput, name + ": no letters in this Maildir"}};
  std::vector<LetterTrouble> troubles;
  for (const std::string& file : files) {
    for (LetterTrouble& trouble : take_file(file, take)) troubles.push_back(std::move(trouble));
  }
  return troubles;
}

}  // namespace

std::vector<LetterTrouble> for_each_letter(const std::string& name, const Take& take) {
  if (name == "-") {
    const auto octets = read_all(STDIN_FILENO, "standard input");
    if (!octets) return {{kExitNoInput, octets.error().text}};
    return take_octets("-", *octets, take);
  }
  std::error_code error;
  if (!std::filesystem::is_directory(name, error)) return take_file(name, take);
  const bool maildir =
      std::filesystem::is_directory(name + "/cur", error) || std::filesystem::is_directory(name + "/new", error);
  if (!maildir) return {{kExitNoInput, name + ": a folder, but no Maildir (it has neither cur nor new)"}};
  return take_maildir(name, take);
}

}  // namespace pismovod
