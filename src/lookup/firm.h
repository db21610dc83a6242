// A firm as a register knows it, and what makes two names one. Values; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace pismovod {

enum class FirmStatus : uint8_t { unknown, active, ending, liquidated };

struct Firm {
  std::string inn;
  std::string name;       // in short, as the register writes it; UTF-8
  std::string full_name;  // empty: not known
  std::string kpp;        // empty: not known, or a person's
  std::string ogrn;
  FirmStatus status = FirmStatus::unknown;
  std::string source;  // "clients", or the provider's name: the text [source.NAME] says it
};

// Runs of letters and digits, folded (base/fold.h).
std::vector<std::string> folded_words(std::string_view text);
// Words of a name, folded (base/fold.h), without its legal form, quotes and brackets.
std::vector<std::string> name_words(std::string_view name);

// May both be one firm's? So they may where any word of three letters and more begins alike, where one has no such
// word, or where they are written in different scripts.
bool may_be_same_name(std::string_view a, std::string_view b);

}  // namespace pismovod
