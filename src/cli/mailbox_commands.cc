#include <algorithm>

#include "actions/wording.h"
#include "base/fold.h"
#include "check/letter_template.h"
#include "cli/commands.h"
#include "cli/terminal.h"
#include "config/configuration.h"
#include "config/notices.h"
#include "notice/papers.h"

namespace pismovod {
namespace {

class MailboxPrinter {
 public:
  explicit MailboxPrinter(const Configuration& configuration)
      : configuration_(configuration), texts_(configuration.texts) {}

  void list() const {
    for (const Mailbox& mailbox : configuration_.mailboxes)
      print_line(padded(mailbox.address, 20) + "  " + mailbox.title);
  }

  void one(const Mailbox& mailbox) const {
    print_line(terminal_.painted(mailbox.address, Colour::bold) + "  " + mailbox.title);
    if (!mailbox.requirements.empty()) {
      print_line(
          "\n" +
          (mailbox.scenarios.empty() ? texts_.get("mailbox.every_letter") : texts_.get("mailbox.other_letters")) +
          "\n");
      for (const RequirementUse& use : mailbox.requirements) print_use(use);
    }
    for (const Scenario& scenario : mailbox.scenarios) {
      print_line("\n" + texts_.get("mailbox.scenario", {{"title", scenario.title}, {"name", scenario.name}}) + "\n");
      for (const RequirementUse& use : scenario.requirements) print_use(use);
    }
    if (mailbox.advice.empty()) return;
    print_line("\n" + texts_.get("mailbox.advice") + "\n");
    for (const Advice& advice : mailbox.advice) print_line("  • " + advice.text);
  }

  // What the firm says of one thing: "активация". Empty: all of it.
  bool help(const Mailbox& mailbox, const std::string& topic) const {
    bool has_any = false;
    for (const Advice& advice : mailbox.advice) {
      if (fold(advice.text).find(fold(topic)) == std::string::npos) continue;
      print_line(advice.text);
      has_any = true;
    }
    if (!has_any) print_error("pismovod: " + mailbox.address + " has no help on \"" + topic + "\"");
    return has_any;
  }

 private:
  void print_use(const RequirementUse& use) const {
    std::string title = title_of(use.id, texts_);
    if (use.level == Level::should) title += " (" + texts_.get("check.wished") + ")";
    if (!use.only_if.empty()) title += " (" + texts_.get("mailbox.sometimes") + ")";
    print_line("  - " + padded(title, 62) + " " +
               terminal_.painted(texts_.get("requirement." + use.id + ".example"), Colour::dim));
  }

  const Configuration& configuration_;
  const Texts& texts_;
  Terminal terminal_;
};

const Mailbox* wanted(const Configuration& configuration, const std::string& address) {
  const Mailbox* mailbox = configuration.mailbox_of(parse_path(address));
  if (mailbox != nullptr) return mailbox;
  std::vector<std::string> known;
  for (const Mailbox& m : configuration.mailboxes) known.push_back(m.address);
  print_error("pismovod: no mailbox " + address + did_you_mean(address, known));
  return nullptr;
}

}  // namespace

int mailboxes(const Configs& configs, const std::string& address, const std::optional<std::string>& topic) {
  const LoadedConfiguration loaded = load_configuration(configs);
  for (const ConfigError& error : loaded.errors) print_error(error.message());
  if (!loaded.configuration) return kExitConfiguration;
  const MailboxPrinter printer(*loaded.configuration);
  if (address.empty()) {
    printer.list();
    return kPass;
  }
  const Mailbox* mailbox = wanted(*loaded.configuration, address);
  if (mailbox == nullptr) return kExitUsage;
  if (topic) return printer.help(*mailbox, *topic) ? kPass : kExitUsage;
  printer.one(*mailbox);
  return kPass;
}

namespace {

const std::vector<RequirementUse>* wanted_uses(const Mailbox& mailbox, const std::string& scenario) {
  if (const auto* uses = uses_of(mailbox, scenario)) return uses;
  std::string known = mailbox.otherwise;
  for (const Scenario& s : mailbox.scenarios) known += ", " + s.name;
  print_error("pismovod: " + mailbox.address + " has no scenario \"" + scenario + "\"; it has: " + known);
  return nullptr;
}

const Organization* organization_of(const TemplateOptions& options, const Configuration& configuration) {
  if (!options.from.empty()) return configuration.organization_of(parse_path(options.from), {});
  return configuration.organizations.empty() ? nullptr : &configuration.organizations.front();
}

// A paper for the client's letterhead.
int print_document(const TemplateOptions& options, const Configuration& configuration) {
  const Texts& texts = paper_texts(configuration);
  std::vector<std::string> kinds;
  for (const Paper& paper : papers_in(texts)) kinds.push_back(paper.kind);
  if (std::find(kinds.begin(), kinds.end(), options.document) == kinds.end()) {
    print_error("pismovod: no document \"" + options.document + "\"" + did_you_mean(options.document, kinds));
    for (const Paper& paper : papers_in(texts)) print_error("  " + padded(paper.kind, 16) + " " + paper.title);
    return kExitUsage;
  }
  std::map<std::string, std::string> known = options.known;
  if (const Organization* organization = organization_of(options, configuration)) {
    known["partner_name"] = organization->name;
    known["partner_code"] = organization->partner_code;
  }
  print_line(paper_text(options.document, known, texts));
  return kPass;
}

}  // namespace

int letter_template(const TemplateOptions& options) {
  const LoadedConfiguration loaded = load_configuration(options.configs);
  for (const ConfigError& error : loaded.errors) print_error(error.message());
  if (!loaded.configuration) return kExitConfiguration;
  const Configuration& configuration = *loaded.configuration;
  if (!options.document.empty()) return print_document(options, configuration);
  const Mailbox* mailbox = wanted(configuration, options.address);
  if (mailbox == nullptr) return kExitUsage;
  const std::vector<RequirementUse>* uses = wanted_uses(*mailbox, options.scenario);
  if (uses == nullptr) return kExitUsage;
  const Texts& texts = configuration.texts;
  std::string text =
      template_text(make_template(*mailbox, *uses, organization_of(options, configuration), texts), texts);
  text.pop_back();  // print_line() ends it
  print_line(text);
  return kPass;
}

}  // namespace pismovod
