// Letters that were refused, held or withheld, kept for some days so that their senders can complete them on the page
// (docs/journal.md), and the completed ones that wait for their sender's word. Apart from the journal: one sealed file
// each in a folder of their own, mode 0600, which nobody can read without the key of links.
//
// Bounded in number, size and age: a newer letter takes the oldest one's place. Nothing is on the disk for sure before
// put() returns: a letter that is lost costs a convenience. Several processes may use one folder; any thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/secret.h"

namespace pismovod {

struct KeptLetter {
  std::string reverse_path;             // without angle brackets
  std::string authenticated;            // empty: none
  std::vector<std::string> recipients;  // who have not got it: forward-paths, byte for byte
  std::string octets;                   // RFC 5322, CRLF
  bool is_complete = false;             // of a draft: it lacks nothing
  bool operator==(const KeptLetter&) const = default;
};

struct LetterBoxBounds {
  std::string folder;  // empty: nothing is kept
  size_t letters = 0;  // 0: nothing is kept
  size_t octets = 0;   // of one letter
  std::chrono::hours age{0};
};

// draft: the letter as its sender has completed it and seen it last.
enum class KeptKind : uint8_t { letter, draft };

class LetterBox {
 public:
  using Clock = std::chrono::system_clock;
  LetterBox(LetterBoxBounds bounds, Secret secret) : bounds_(std::move(bounds)), secret_(secret) {}

  // In place of an earlier one of this case. Too large a letter is none to keep: an error says so.
  Result<void> put(KeptKind kind, const std::string& case_number, const KeptLetter& letter);
  // Is there a file that is not too old? It is not opened.
  bool holds(KeptKind kind, const std::string& case_number, Clock::time_point now) const;
  // Nothing where there is none, it is too old, or its file was changed.
  std::optional<KeptLetter> find(KeptKind kind, const std::string& case_number, Clock::time_point now) const;
  // Numbers of the cases that have one, the oldest file first, those included that are too old by now.
  std::vector<std::string> cases(KeptKind kind) const;
  // Both the letter and its draft.
  void erase(const std::string& case_number);
  void erase_draft(const std::string& case_number);
  // Those that are too old. How many went.
  size_t prune(Clock::time_point now);
  static size_t erase_all(const std::string& folder);

 private:
  std::string path(KeptKind kind, const std::string& case_number) const;
  void make_room() const;

  LetterBoxBounds bounds_;
  Secret secret_;
};

}  // namespace pismovod
