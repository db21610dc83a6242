// What earlier letters of a thread held: who answers in it need not say again what the mailbox has been told.
//
// Looks into the journal, by References and In-Reply-To, never by a subject. An earlier letter counts where it went to
// the same mailbox, and came from us; a datum where it stood in that letter itself and was right. Any thread. Nothing
// throws.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "facts/fact.h"
#include "journal/store.h"

namespace pismovod {

// What the letter itself says: an earlier one about another client, product or request does not count.
struct SaidValue {
  std::string requirement;
  std::string value;  // in normal form
  bool is_right = true;
};

struct ThreadQuestion {
  std::string mailbox;           // its address
  std::string message_id;        // of the letter: it is no earlier one; empty: none
  std::vector<std::string> ids;  // of the letters that it answers, with their brackets, the nearest last
  std::vector<SaidValue> said;
  // Is a letter of this reverse-path and From one of ours?
  std::function<bool(const std::string& reverse_path, const std::string& from)> is_ours;
};

class EarlierLetters {
 public:
  // The journal's file; where there is none, nothing was ever held. `hours`: how far back is looked.
  EarlierLetters(std::string journal, std::chrono::hours hours);

  // By requirement, each as the newest letter had it that had it at all. An error where the journal does not answer
  // within a second.
  Result<std::map<std::string, Fact>> held(const ThreadQuestion& question, Instant now) const;

 private:
  std::string journal_;
  std::chrono::hours hours_;
  std::unique_ptr<Store> store_;
};

}  // namespace pismovod
