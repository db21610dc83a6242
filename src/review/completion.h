// A kept letter and what its sender has filled in: the completed letter, judged as the milter would. Nothing here knows
// of pages. Any thread.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "check/check_letter.h"
#include "kept/letter_box.h"
#include "review/http.h"

namespace pismovod {

// What the letter owes and has not, or has wrong.
struct WantedDatum {
  std::string id;      // of the requirement
  std::string reason;  // what is wrong and why; empty: it is missing
  std::string value;   // the wrong one
  bool is_file = false;
};

struct CompletionInput {
  std::map<std::string, std::string> values;  // by requirement
  std::map<std::string, UploadedFile> files;  // by requirement, looked at by file_trouble()
  bool is_again = false;                      // the letter is itself a completed one
};

struct CompletedDraft {
  KeptLetter letter;                 // its octets completed
  std::vector<WantedDatum> lacking;  // none: it may be sent
};

// What is wrong with a file, the id of a text: empty, archive, locked (by a password), kind; empty: nothing.
std::string file_trouble(const UploadedFile& file);

// The values are on one line, without blanks around them and of bounded length; what says nothing is left out.
std::string tidy_value(std::string_view text);

// An error is an id of why_not_completed().
Result<CompletedDraft> complete(const KeptLetter& base, const CompletionInput& input,
                                const Configuration& configuration, Services& services);

// What is said of one value, judged by itself in a letter to this mailbox: the reason why it is wrong; empty: nothing.
std::string value_trouble(const std::string& id, const std::string& value, const std::string& mailbox,
                          const KeptLetter& base, const Configuration& configuration, Services& services);

std::vector<WantedDatum> lacking_in(const Outcome& outcome, const Texts& texts);

}  // namespace pismovod
