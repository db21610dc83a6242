#include "cli/letters.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <vector>

#include "cli/commands.h"
#include "cli/letter_source.h"

namespace pismovod {
namespace {

using Take = std::function<void(const std::string& name, std::string_view octets)>;

bool is_maildir(const std::string& folder) {
  std::error_code error;
  return std::filesystem::is_directory(folder + "/cur", error) || std::filesystem::is_directory(folder + "/new", error);
}

constexpr std::array<std::string_view, 6> kLetters = {".eml", ".eml.gz", ".eml.bz2", ".eml.xz", ".eml.zst", ".eml.lz4"};

std::vector<std::string> files_in(const std::string& folder, bool is_any_name) {
  std::vector<std::string> out;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    const std::string name = entry.path().string();
    if ((is_any_name || has_ending(name, kLetters)) && entry.is_regular_file(error)) out.push_back(name);
  }
  std::sort(out.begin(), out.end());
  return out;
}

// Of a Maildir and of its folders ".Sent" (Maildir++).
std::vector<std::string> files_of_maildir(const std::string& name) {
  std::vector<std::string> out;
  for (const char* part : {"/cur", "/new"}) {
    for (std::string& file : files_in(name + part, true)) out.push_back(std::move(file));
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

std::vector<LetterTrouble> take_folder(const std::string& name, const Take& take, bool any_octets) {
  const bool maildir = is_maildir(name);
  const std::vector<std::string> files = maildir ? files_of_maildir(name) : files_in(name, false);
  if (files.empty())
    return {{kExitNoInput,
             name + (maildir ? ": no letters in this Maildir"
                             : ": no letters in this folder: neither files .eml nor a Maildir (it has "
                               "neither cur nor new)"),
             name}};
  std::vector<LetterTrouble> troubles;
  for (const std::string& file : files) {
    for (LetterTrouble& trouble : take_letters_of_file(file, take, any_octets)) troubles.push_back(std::move(trouble));
  }
  return troubles;
}

}  // namespace

std::vector<LetterTrouble> for_each_letter(const std::string& name, const Take& take, bool any_octets) {
  std::error_code error;
  if (name == "-" || !std::filesystem::is_directory(name, error)) return take_letters_of_file(name, take, any_octets);
  return take_folder(name, take, any_octets);
}

std::vector<Passage> passages_of(std::string_view octets) {
  BlockPool pool;
  const Message message = read_message(octets, pool, {octets.size() + 1, {}});
  ReadingContext context;
  const Limits limits;
  context.limits = &limits;
  context.pool = &pool;
  return std::move(read_letter(message, context).passages);
}

LoadedConfiguration load_to_judge(const std::vector<std::string>& files, Variation variation) {
  std::error_code error;
  variation.spare_spool = std::filesystem::temp_directory_path(error).string();
  return load_configuration(files, variation);
}

}  // namespace pismovod
