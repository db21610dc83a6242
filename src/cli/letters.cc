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

bool is_maildir(const std::string& folder) {
  std::error_code error;
  return std::filesystem::is_directory(folder + "/cur", error) || std::filesystem::is_directory(folder + "/new", error);
}

std::vector<std::string> files_in(const std::string& folder, std::string_view ending) {
  std::vector<std::string> out;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    const std::string name = entry.path().string();
    const bool is_wanted =
        name.size() >= ending.size() && same_name(std::string_view(name).substr(name.size() - ending.size()), ending);
    if (is_wanted && entry.is_regular_file(error)) out.push_back(name);
  }
  std::sort(out.begin(), out.end());
  return out;
}

// Of a Maildir and of its folders ".Sent" (Maildir++).
std::vector<std::string> files_of_maildir(const std::string& name) {
  std::vector<std::string> out;
  for (const char* part : {"/cur", "/new"}) {
    for (std::string& file : files_in(name + part, "")) out.push_back(std::move(file));
  }
  std::sort(out.begin(), out.end());
  std::vector<std::string> folders;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(name, error)) {
    const std::string folder = entry.path().filename().string();
    if (folder.starts_with('.') && is_maildir(entry.path().string())) folders.push_back(entry.path().string());
  }
  std::sort(folders.begin(), folders.end());
  for (const std::string& folder : folders) {
    for (std::string& file : files_of_maildir(folder)) out.push_back(std::move(file));
  }
  return out;
}

std::vector<LetterTrouble> take_folder(const std::string& name, const Take& take) {
  const bool maildir = is_maildir(name);
  const std::vector<std::string> files = maildir ? files_of_maildir(name) : files_in(name, ".eml");
  if (files.empty())
    return {{kExitNoInput, name + (maildir ? ": no letters in this Maildir"
                                           : ": no letters in this folder: neither files .eml nor a Maildir (it has "
                                             "neither cur nor new)")}};
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
  return take_folder(name, take);
}

LoadedConfiguration load_to_judge(const std::vector<std::string>& files, Variation variation) {
  std::error_code error;
  variation.spare_spool = std::filesystem::temp_directory_path(error).string();
  return load_configuration(files, variation);
}

}  // namespace pismovod
