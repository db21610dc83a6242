// Any octets as a letter to every mailbox, through the whole of inspect(); attachments are judged
// by kind and name.
#include <cstdlib>

#include "config/configuration.h"
#include "inspect/inspect.h"

namespace {

using namespace pismovod;

const Configuration& configuration() {
  static const LoadedConfiguration loaded = load_configuration(
      {PISMOVOD_SOURCE_DIR "/config/pismovod.toml", PISMOVOD_SOURCE_DIR "/tests/letters/acceptance/organization.toml"});
  if (!loaded.configuration) std::abort();
  return *loaded.configuration;
}

Envelope envelope() {
  Envelope made;
  made.reverse_path = parse_path("ivanov@vektor-soft.ru");
  for (const Address& address : configuration().mailbox_addresses)
    made.recipients.push_back(make_recipient(address.text()));
  return made;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static BlockPool pool;
  static const Envelope to_all = envelope();
  const Message message = read_message({reinterpret_cast<const char*>(data), size}, pool, {});
  const Patience patience(Patience::Clock::now() + std::chrono::minutes(1));
  const Tools tools{pool, nullptr, nullptr, patience};
  const Outcome outcome = inspect(message, to_all, configuration(), tools);
  if (outcome.verdicts.size() != to_all.recipients.size()) std::abort();
  return 0;
}
