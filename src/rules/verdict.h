// The verdict on a letter for one mailbox: a value, made by judge.h.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "facts/fact.h"
#include "rules/mailbox.h"

namespace pismovod {

enum class Status : uint8_t { found, missing, invalid, unverified, waived };

// "found" and so on, as the JSON says it.
std::string_view name_of(Status status);
std::string_view name_of(Level level);

struct Judged {
  std::string id;
  Level level = Level::must;
  Status status = Status::missing;
  Finding finding;
  Reason reason;              // why it is not simply found; empty where nothing need be said
  std::string why_not;        // of a waived one, in the words of its rule
  std::string asked_by;       // the line of the rules
  bool is_completed = false;  // found in what the letter was completed with, not in what its sender wrote
};

// Missing or invalid, at whatever level.
bool is_lacking(const Judged& judged);
// A missing or invalid must: the letter fails for it.
bool fails(const Judged& judged);

// What a letter is about, where that was told by what was taught.
struct Matter {
  std::vector<std::string> unsure;   // names of all candidates, likeliest first; empty where it is sure
  std::vector<std::string> words;    // that weighed most, as written
  std::optional<Evidence> evidence;  // the sentence that decided
};

struct Verdict {
  std::string recipient;  // as the envelope has it
  std::string mailbox;    // its address
  std::vector<std::string> scenarios;
  std::vector<Judged> requirements;
  Matter matter = {};

  // A missing or invalid must.
  bool fails() const;
  // A missing or invalid should, or anything unverified or completed.
  bool has_marks() const;
};

}  // namespace pismovod
