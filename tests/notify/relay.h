// A relay that answers as it is told.
#pragma once

#include <atomic>
#include <limits>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace pismovod::test {

class Relay {
 public:
  struct Letter {
    std::string from;  // the MAIL command
    std::string to;
    std::string octets;  // as sent, dots undone
  };

  Relay();
  Relay(const Relay&) = delete;
  Relay& operator=(const Relay&) = delete;
  ~Relay();

  std::string url() const { return "smtp://127.0.0.1:" + std::to_string(port_); }
  // From now on, instead of the usual answer: to "MAIL", "RCPT", "DATA" or "." (the end of the letter).
  // "hang up": no answer.
  void answer(const std::string& to, const std::string& answer);
  // Those that were answered by 250.
  std::vector<Letter> letters() const;
  // Commands so far, and ends of letters.
  int heard() const { return heard_; }
  // What is heard from here on, counted as above, waits for its answer until a later hold lets it go.
  void hold_at(int heard) { held_at_ = heard; }

 private:
  void listen();
  void talk(int client);
  void note_heard();
  std::string answer_to(const std::string& verb, const std::string& usual) const;

  int socket_ = -1;
  int port_ = 0;
  mutable std::mutex mutex_;
  std::map<std::string, std::string> answers_;
  std::vector<Letter> letters_;
  std::atomic<int> heard_{0};
  std::atomic<int> held_at_{std::numeric_limits<int>::max()};
  std::atomic<bool> is_over_{false};
  std::thread thread_;
};

}  // namespace pismovod::test
