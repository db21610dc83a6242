#include "config/notices.h"

#include <algorithm>

#include "mail/address.h"
#include "notice/papers.h"

namespace pismovod {
namespace {

std::optional<Action> action_of(std::string_view word) {
  for (const Action action : {Action::reject, Action::hold, Action::withhold, Action::annotate}) {
    if (name_of(action) == word) return action;
  }
  return std::nullopt;
}

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return text;
}

NoticeSettings settings_of(const Configuration& configuration) {
  const Settings::Notice& notice = configuration.settings.notice;
  NoticeSettings out;
  out.enabled = notice.enabled;
  out.actions.clear();
  for (const std::string& word : notice.actions) {
    if (const auto action = action_of(word)) out.actions.push_back(*action);
  }
  out.from = notice.from;
  out.from_name = notice.from_name;
  for (const std::string& domain : notice.domains) out.domains.push_back(lower(domain));
  for (const Organization& organization : configuration.organizations)
    out.domains.insert(out.domains.end(), organization.sender_domains.begin(), organization.sender_domains.end());
  out.help = notice.help;
  out.draft_octets = static_cast<size_t>(notice.draft_megabytes) << 20;
  return out;
}

Address from_of(const Message& message) {
  const HeaderField* field = message.field("From");
  const std::vector<Address> list = field == nullptr ? std::vector<Address>() : parse_address_list(field->value);
  return list.empty() ? Address{} : list.front();
}

}  // namespace

const Texts& paper_texts(const Configuration& configuration) {
  const auto russian = configuration.languages.find("ru");
  return papers_in(configuration.texts).empty() && russian != configuration.languages.end() ? russian->second
                                                                                            : configuration.texts;
}

NoticeRules notice_rules(const Configuration& configuration, const Message& message, const Envelope& envelope) {
  const Settings& settings = configuration.settings;
  const auto language = configuration.languages.find(settings.notice.language);
  return {settings_of(configuration),
          language == configuration.languages.end() ? configuration.texts : language->second,
          paper_texts(configuration),
          configuration.mailboxes,
          {settings.milter.mode, settings.milter.action},
          configuration.organization_of(envelope.reverse_path, from_of(message)),
          settings.limits};
}

}  // namespace pismovod
