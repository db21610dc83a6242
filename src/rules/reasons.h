// Why a letter was not judged, or a word of its sender's did not count: in log, case and header field by these ids.
// docs/log.md says what each means; tests/docs/log_test.py holds the two together.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace pismovod {

// Passed, or was put off, unjudged.
enum class Trouble : uint8_t {
  none,
  busy,         // no place became free in time
  stopping,     // the program was ending
  failure,      // a fault of ours
  gone,         // the mail server did not wait
  journal_late  // the case was on the disk after the answer was due
};
inline constexpr std::array<std::string_view, 6> kTroubles = {"",        "busy", "stopping",
                                                              "failure", "gone", "journal_late"};
constexpr std::string_view name_of(Trouble trouble) { return kTroubles.at(static_cast<size_t>(trouble)); }

// Nobody asked for its judgement.
enum class Exempt : uint8_t { no, client, authenticated, sender, completed, probe };
inline constexpr std::array<std::string_view, 6> kExempts = {"",       "client",    "authenticated",
                                                             "sender", "completed", "probe"};
constexpr std::string_view name_of(Exempt exempt) { return kExempts.at(static_cast<size_t>(exempt)); }

// Why being on a list, or a tag, does not count.
enum class NotCounted : uint8_t {
  counts,
  login,        // somebody else is logged in than MAIL says
  not_allowed,  // this sender may let nothing pass
  no_reason     // the tag says none
};
inline constexpr std::array<std::string_view, 4> kNotCounted = {"", "login", "not_allowed", "no_reason"};
constexpr std::string_view name_of(NotCounted why) { return kNotCounted.at(static_cast<size_t>(why)); }

}  // namespace pismovod
