#include <algorithm>
#include <chrono>
#include <iostream>

#include "check/check_letter.h"
#include "cli/commands.h"
#include "cli/letters.h"
#include "cli/terminal.h"
#include "config/notices.h"
#include "notice/compose_notice.h"

namespace pismovod {
namespace {

class Previewer {
 public:
  Previewer(const NoticePreviewOptions& options, const Configuration& configuration)
      : options_(options), configuration_(configuration), services_(configuration, false) {}

  void show(std::string_view octets) {
    const Settings& settings = configuration_.settings;
    const Octets::Limits memory{octets.size() + 1, settings.spool};
    const Message message = read_message(octets, services_.blocks(), memory);
    const Envelope envelope = envelope_of(message, {options_.from, options_.to});
    const auto seconds = std::chrono::seconds(settings.milter.deadline_seconds);
    const Patience patience(Patience::Clock::now() + seconds);
    const Tools tools = services_.tools(patience);
    Structure structure;
    const Outcome outcome = inspect(message, envelope, configuration_, tools, &structure);
    const NoticeRules rules = notice_rules(configuration_, message, envelope);
    const NoticeRequest request{message, structure, envelope, outcome, outcome.decision, false, {}, rules};
    const auto notice = compose_notice(request, envelope.reverse_path);
    print(notice ? form_of(*notice) : rules.texts.get("notice.none") + "\n");
  }

 private:
  std::string form_of(const ComposedNotice& notice) const {
    if (options_.eml) return notice.octets;
    if (options_.html) return notice.html;
    return notice.subject + "\n\n" + notice.text;
  }

  // Octet for octet: a letter's lines end with CRLF already.
  static void print(const std::string& octets) {
    std::cout.write(octets.data(), static_cast<std::streamsize>(octets.size()));
  }

  const NoticePreviewOptions& options_;
  const Configuration& configuration_;
  Services services_;
};

}  // namespace

int notice_preview(const NoticePreviewOptions& options) {
  const LoadedConfiguration loaded = load_to_judge(options.configs);
  for (const ConfigError& error : loaded.errors) print_error(error.message());
  if (!loaded.configuration) return kExitConfiguration;
  Previewer previewer(options, *loaded.configuration);
  int status = kPass;
  const auto take = [&](const std::string&, std::string_view octets) { previewer.show(octets); };
  for (const LetterTrouble& trouble : for_each_letter(options.letter, take)) {
    print_error("pismovod: " + trouble.text);
    status = std::max(status, trouble.status);
  }
  return status;
}

}  // namespace pismovod
