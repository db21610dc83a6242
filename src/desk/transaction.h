// One letter as it arrives from the MTA. Made at MAIL and thrown away whole: nothing of a letter is
// ever cleared and used again.
//
// Memory is bounded whatever the MTA sends: of the header what the limits let be judged and a
// little more, of the body what Octets keeps in memory; of a body that nobody will read, nothing.
// One thread at a time, not always the same one.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "actions/plan.h"
#include "desk/rules_in_force.h"
#include "mail/envelope.h"
#include "mail/message.h"

namespace pismovod {

class Transaction {
 public:
  using Clock = std::chrono::steady_clock;

  // `reverse_path` as MAIL has it, with angle brackets or without. The pool outlives the letter.
  Transaction(std::shared_ptr<const RulesInForce> rules, std::string_view reverse_path, bool smtp_utf8,
              BlockPool& blocks);

  void add_recipient(std::string_view path);
  // The recipient is the probe's: it stands for the first mailbox that the rules know.
  void add_probe();
  bool is_probe() const { return is_probe_; }
  // Asked once all recipients are known: must the letter itself be seen?
  bool concerns_us() const { return !addressees_.empty() || has_lookalike_; }

  // `value` behind the colon, octet for octet.
  void add_field(std::string_view name, std::string_view value);
  void add_body(std::string_view chunk);

  const RulesInForce& rules() const { return *rules_; }
  const Envelope& envelope() const { return envelope_; }
  Envelope& envelope() { return envelope_; }
  const std::vector<Addressee>& addressees() const { return addressees_; }
  const Message& message();
  // Does the MTA take a changed body? Told before the end of the letter; an MTA that says nothing does not.
  bool can_change_body() const { return can_change_body_; }
  void set_can_change_body(bool can) { can_change_body_ = can; }
  // Octets that arrived, kept or not.
  size_t size() const { return header_octets_ + body_octets_; }
  size_t foreign_marks() const { return foreign_marks_; }
  Clock::time_point begun() const { return begun_; }

 private:
  bool keeps_body() const { return !addressees_.empty(); }
  Message& content();

  std::shared_ptr<const RulesInForce> rules_;
  BlockPool* blocks_;
  Clock::time_point begun_ = Clock::now();
  Envelope envelope_;
  std::vector<Addressee> addressees_;
  bool has_lookalike_ = false;
  std::optional<Message> message_;  // made when the first octet of it comes
  size_t header_octets_ = 0;
  size_t body_octets_ = 0;
  size_t foreign_marks_ = 0;
  bool can_change_body_ = false;
  bool is_probe_ = false;
};

}  // namespace pismovod
