#include <algorithm>
#include <chrono>

#include "cli/check_report.h"
#include "cli/commands.h"
#include "cli/letters.h"
#include "cli/terminal.h"
#include "cli/verdict_json.h"
#include "inspect/services.h"

namespace pismovod {
namespace {

// The envelope that a letter most likely had: its own header fields, where the command names none.
Envelope envelope_of(const Message& message, const CheckOptions& options) {
  Envelope envelope;
  const HeaderField* from = message.field("From");
  const std::vector<Address> senders = from == nullptr ? std::vector<Address>() : parse_address_list(from->value);
  if (!options.from.empty()) {
    envelope.reverse_path = parse_path(options.from);
    envelope.has_null_reverse_path = options.from == "<>";
  } else if (!senders.empty()) {
    envelope.reverse_path = senders.front();
  }
  for (const std::string& to : options.to) envelope.recipients.push_back(make_recipient(to));
  if (!options.to.empty()) return envelope;
  for (const HeaderField& field : message.header) {
    const bool recipients = same_name(field.name, "To") || same_name(field.name, "Cc") || same_name(field.name, "Bcc");
    if (!recipients) continue;
    for (const Address& address : parse_address_list(field.value))
      envelope.recipients.push_back({address.text(), address});
  }
  return envelope;
}

class Checker {
 public:
  Checker(const CheckOptions& options, const Configuration& configuration)
      : options_(options), configuration_(configuration), services_(configuration.settings) {}

  int run() {
    for (const std::string& name : options_.letters) {
      for (const LetterTrouble& trouble :
           for_each_letter(name, [&](const std::string&letter, std::string_view octets) { check(letter, octets); })) {
        print_error("pismovod: " + trouble.text);
        status_ = std::max(status_, trouble.status);
      }
    }
    return status_;
  }

 private:
  void check(const std::string& letter, std::string_view octets) {
    const Settings& settings = configuration_.settings;
    const Octets::Limits memory{octets.size() + 1, settings.spool};  // the file is in memory already
    const Message message = read_message(octets, services_.blocks(), memory);
    const auto seconds = std::chrono::seconds(settings.milter.deadline_seconds);
    const Tools tools = services_.tools(std::chrono::steady_clock::now() + seconds);
    const Outcome outcome = inspect(message, envelope_of(message, options_), configuration_, tools);
    const bool fails =
        std::any_of(outcome.verdicts.begin(), outcome.verdicts.end(), [](const Verdict& v) { return v.fails(); });
    if (fails) status_ = std::max(status_, kFail);
    print_line(options_.json ? verdict_json(letter, outcome, configuration_.texts)
                             : check_report(letter, outcome, configuration_, terminal_));
  }

  const CheckOptions& options_;
  const Configuration& configuration_;
  Services services_;
  Terminal terminal_;
  int status_ = kPass;
};

}  // namespace

int check(const CheckOptions& options) {
  const LoadedConfiguration loaded = load_configuration(options.configs);
  for (const ConfigError& error : loaded.errors) print_error(error.message());
  if (!loaded.configuration) return kExitConfiguration;
  for (const std::string& warning : loaded.warnings) print_error("pismovod: warning: " + warning);
  return Checker(options, *loaded.configuration).run();
}

}  // namespace pismovod
