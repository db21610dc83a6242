#include "desk/transaction.h"

namespace pismovod {

Transaction::Transaction(std::shared_ptr<const RulesInForce> rules, std::string_view reverse_path, bool smtp_utf8,
                         BlockPool& blocks)
    : rules_(std::move(rules)), blocks_(&blocks) {
  envelope_.reverse_path = parse_path(reverse_path);
  envelope_.has_null_reverse_path = envelope_.reverse_path.text().empty();
  envelope_.smtp_utf8 = smtp_utf8;
}

void Transaction::add_recipient(std::string_view path) {
  Recipient recipient = make_recipient(std::string(path));
  const Configuration& configuration = rules_->configuration();
  if (const Mailbox* mailbox = configuration.mailbox_of(recipient.address)) {
    addressees_.push_back({recipient.path, mailbox->address, configuration.policy_of(*mailbox)});
  } else if (configuration.lookalikes.meant_by(recipient.address)) {
    has_lookalike_ = true;
  }
  envelope_.recipients.push_back(std::move(recipient));
}

void Transaction::add_probe() {
  const std::vector<Mailbox>& mailboxes = rules_->configuration().mailboxes;
  is_probe_ = !mailboxes.empty();
  if (is_probe_) add_recipient(mailboxes.front().address);
}

Message& Transaction::content() {
  if (!message_) {
    const Settings& settings = rules_->settings();
    message_.emplace(Message{{}, Octets(*blocks_, {static_cast<size_t>(settings.memory_octets), settings.spool})});
  }
  return *message_;
}

const Message& Transaction::message() { return content(); }

void Transaction::add_field(std::string_view name, std::string_view value) {
  const Limits& limits = rules_->settings().limits;
  if (same_name(name, kMarkField)) ++foreign_marks_;
  Message& message = content();
  // What is over a limit must be seen to be: one field, and one octet of each, more than is allowed.
  if (header_octets_ <= limits.header_octets && message.header.size() <= limits.fields) {
    message.header.push_back(
        {std::string(name.substr(0, limits.field_octets + 1)), std::string(value.substr(0, limits.field_octets + 1))});
  }
  header_octets_ += name.size() + value.size() + 3;  // the colon and the line's end
}

void Transaction::add_body(std::string_view chunk) {
  body_octets_ += chunk.size();
  if (!keeps_body()) return;
  const size_t most = rules_->settings().limits.message_octets;
  Octets& body = content().body;
  // Beyond the limit one octet is enough to say so.
  if (body.size() <= most) body.append(chunk.substr(0, most + 1 - body.size()));
}

}  // namespace pismovod
