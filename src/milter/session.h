// One connection of the MTA and the letter in progress on it. Knows the order of things, nothing of
// libmilter.
//
// Methods may throw: the shell has a guard round each and says mark_damaged() where something of a
// letter was lost; such a letter is not judged. One thread at a time, not always the same one.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "desk/in_progress.h"
#include "desk/letter_desk.h"
#include "desk/probe.h"
#include "desk/rules_in_force.h"

namespace pismovod {

// What the session works with; all of it outlives the sessions.
struct SessionParts {
  const CurrentRules& rules;
  const LetterDesk& desk;
  BlockPool& blocks;
  Metrics& metrics;
  InProgress& in_progress;
  const Probe& probe;
};

// What is asked of the MTA at the end of a message.
class Mta : public Waiting {
 public:
  // A macro by its name ("i", "{client_addr}"); empty where it is not there.
  virtual std::string macro(const std::string& name) = 0;
  // Does it take a changed body?
  virtual bool can_change_body() const { return false; }
  // False where it would not. `same_named` fields of the name are there to be removed. Not for ChangeBody.
  virtual bool perform(const Edit& edit, size_t same_named) = 0;
  // The next piece of the changed body; after all other edits. False where it would not.
  virtual bool replace_body(std::string_view /*piece*/) { return false; }
  virtual void say(const Reply& reply) = 0;
};

enum class Answer : uint8_t { go_on, accept, refuse, put_off };

class Session {
 public:
  explicit Session(const SessionParts& parts) : parts_(parts) { ++parts_.metrics.connections; }

  void connect(std::string client) { client_ = std::move(client); }
  // `parameters` are those of ESMTP: "SIZE=3000", "SMTPUTF8".
  void begin_letter(std::string_view reverse_path, std::span<const std::string_view> parameters);
  void add_recipient(std::string_view path, std::span<const std::string_view> parameters = {});
  // accept: the rest of the letter need not be seen. An MTA of an old protocol does not ask.
  Answer begin_content();
  void add_field(std::string_view name, std::string_view value);
  void add_body(std::string_view chunk);
  // go_on never.
  Answer end_letter(Mta& mta);
  void abort_letter();

  void mark_damaged() noexcept { is_damaged_ = true; }
  // The answer where there is nothing to say but that we failed.
  Answer answer_of_trouble() const;

 private:
  struct Letter {
    explicit Letter(Transaction made) : transaction(std::move(made)) {}
    Transaction transaction;
    std::optional<InProgress::Token> under_way;  // from the beginning of the content
  };

  void complete_envelope(Mta& mta, Envelope& envelope) const;
  // `is_late`: the program is ending.
  Answer settle(Mta& mta, Transaction& letter, bool is_late);
  Answer settle_trouble(Mta& mta, Transaction& letter);
  Answer carry_out(Mta& mta, Transaction& letter, const Plan& plan);
  void report_half_body(const Transaction& letter) const;

  SessionParts parts_;
  std::string client_;  // where the MTA tells it at connecting only
  std::unique_ptr<Letter> letter_;
  bool is_damaged_ = false;  // of the letter in progress
};

// Logs the exception that is being handled, and counts it.
void report_failure(Metrics& metrics, std::string_view where) noexcept;

}  // namespace pismovod
