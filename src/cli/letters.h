// Letters as the command line names them: files, standard input, Maildirs and mboxes.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

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

}  // namespace pismovod
