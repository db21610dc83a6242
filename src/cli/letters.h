// Letters as the command line names them: files, standard input, folders, Maildirs and mboxes, packed or not.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "config/configuration.h"

namespace pismovod {

// How a name could not be read: 65 or 66 of sysexits.h, and one line for people.
struct LetterTrouble {
  int status = 0;
  std::string text;
  std::string letter = {};  // whose trouble it is
};

// Hands each letter of `name` over, with the name to call it by. `-` is standard input; a folder
// with cur and new is a Maildir, another one holds .eml files; files are read as letter_source.h says.
// `any_octets`: what is no letter is handed over too, for who knows its envelope from elsewhere.
std::vector<LetterTrouble> for_each_letter(
    const std::string& name, const std::function<void(const std::string& name, std::string_view octets)>& take,
    bool any_octets = false);

// What a letter says, in its places, read without the reader processes.
std::vector<Passage> passages_of(std::string_view octets);

// The configuration to judge letters by, without a spool that is ours: what does not fit into memory goes to
// the folder for temporary files.
LoadedConfiguration load_to_judge(const std::vector<std::string>& files, Variation variation = {});

}  // namespace pismovod
