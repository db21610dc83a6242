#include "check/check_letter.h"

#include "inspect/advise.h"
#include "inspect/complete.h"
#include "mail/address.h"

namespace pismovod {

Envelope envelope_of(const Message& message, const EnvelopeGiven& given) {
  Envelope envelope;
  if (!given.from.empty()) {
    envelope.reverse_path = parse_path(given.from);
    envelope.has_null_reverse_path = given.from == "<>";
  } else {
    envelope.reverse_path = author_of(message);
  }
  for (const std::string& path : given.to) envelope.recipients.push_back(make_recipient(path));
  if (!given.to.empty()) return envelope;
  for (const HeaderField& field : message.header) {
    const bool recipients = same_name(field.name, "To") || same_name(field.name, "Cc") || same_name(field.name, "Bcc");
    if (!recipients) continue;
    for (const Address& address : parse_address_list(field.value))
      envelope.recipients.push_back({address.text(), address, {}, {}});
  }
  return envelope;
}

CheckedLetter check_letter(std::string_view octets, const EnvelopeGiven& given, const Configuration& configuration,
                           Services& services, std::chrono::seconds within) {
  const Settings& settings = configuration.settings;
  const Octets::Limits memory{octets.size() + 1, settings.spool};  // the letter is in memory already
  CheckedLetter out{read_message(octets, services.blocks(), memory), {}, {}};
  out.envelope = envelope_of(out.message, given);
  if (within.count() == 0) within = std::chrono::seconds(settings.milter.deadline_seconds);
  const Patience patience(Patience::Clock::now() + within);
  Structure structure;
  const Tools tools = services.tools(patience);
  out.outcome = inspect(out.message, out.envelope, configuration, tools, &structure);
  if (configuration.may_complete()) {
    if (auto made = complete(out.message, out.envelope, configuration, tools, structure, out.outcome))
      out.outcome = std::move(*made);
  }
  advise_by(services, out.outcome, Patience::Clock::now() + within);
  return out;
}

}  // namespace pismovod
