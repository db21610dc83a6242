// Letters as the command line names them: files, standard input, Maildirs and mboxes.
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
};

// Hands each letter of `name` over, with the name to call it by. `-` is standard input; a folder
// with cur and new is a Maildir; a file that begins with "From " is an mbox.
std::vector<LetterTrouble> for_each_letter(
    const std::string& name, const std::function<void(const std::string& name, std::string_view octets)>& take);

// The configuration to judge letters by, without a spool that is ours: what does not fit into memory goes to
// the folder for temporary files.
LoadedConfiguration load_to_judge(const std::vector<std::string>& files, Variation variation = {});

}  // namespace pismovod
