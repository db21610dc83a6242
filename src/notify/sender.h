// Handing a letter of ours to the relay.
#pragma once

#include <atomic>
#include <memory>
#include <string>

#include "config/settings.h"
#include "journal/store.h"

namespace pismovod {

struct SendResult {
  enum class Kind : uint8_t {
    sent,   // the relay has taken it
    later,  // try again: no connection, 4yz, something wrong with our settings; or the answer was lost
    never   // the relay will not have this letter: 5yz after MAIL
  };
  Kind kind = Kind::later;
  std::string answer;  // the relay's last line, or what the system says
};

// One thread at a time. Nothing throws.
class Sender {
 public:
  Sender() = default;
  Sender(const Sender&) = delete;
  Sender& operator=(const Sender&) = delete;
  virtual ~Sender() = default;
  virtual SendResult send(const OutgoingLetter& letter) = 0;
};

// The longest that send() of it takes.
inline constexpr std::chrono::seconds kSendSeconds{180};

// Through libcurl, by SMTP with the letter's reverse-path, to all of its recipients or to none. The password's file is
// read at every letter. Once `is_ending` says so a talk is broken off (`later`), but where the whole letter is with the
// relay and its answer alone is waited for: nobody would know that it was sent. It outlives the sender; null: never.
std::unique_ptr<Sender> make_smtp_sender(const Settings::Notify& settings,
                                         const std::atomic<bool>* is_ending = nullptr);

}  // namespace pismovod
