// The first of what was counted, the commonest before the others.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "actions/texts.h"
#include "replay/tally.h"

namespace pismovod {

inline std::vector<std::pair<std::string, uint64_t>> commonest(const Counted& counted, size_t most) {
  std::vector<std::pair<std::string, uint64_t>> out(counted.seen.begin(), counted.seen.end());
  std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
  out.resize(std::min(out.size(), most));
  return out;
}

// Those with most letters that would be refused first.
inline std::vector<std::pair<std::string, SenderTally>> commonest(const std::map<std::string, SenderTally>& senders,
                                                                  size_t most) {
  std::vector<std::pair<std::string, SenderTally>> out(senders.begin(), senders.end());
  std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) {
    return std::pair(a.second.refused, a.second.letters) > std::pair(b.second.refused, b.second.letters);
  });
  out.resize(std::min(out.size(), most));
  return out;
}

// A status of a verdict, or of a difference, in people's words: "wished missing", "not owed".
inline std::string status_words(std::string status, const Texts& texts) {
  std::replace(status.begin(), status.end(), ' ', '_');
  return texts.get("replay.status." + status);
}

// "invalid: ИНН 7713456711"
inline std::string evidence_words(const std::string& counted, const Texts& texts) {
  const size_t colon = std::min(counted.find(": "), counted.size());
  return status_words(counted.substr(0, colon), texts) + counted.substr(colon);
}

inline constexpr size_t kEvidencesShown = 20;
inline constexpr size_t kSendersShown = 50;

}  // namespace pismovod
