#include "desk/rules_in_force.h"

namespace pismovod {

RulesInForce::RulesInForce(std::shared_ptr<const Configuration> configuration)
    : configuration_(std::move(configuration)),
      addresses_(*configuration_),
      exemptions_(configuration_->settings.exempt),
      overriders_(configuration_->settings.override_.senders) {}

ReplyTexts RulesInForce::reply_texts() const {
  const auto language = [this](const char* name) -> const Texts& {
    const auto found = configuration_->languages.find(name);
    return found == configuration_->languages.end() ? configuration_->texts : found->second;
  };
  return {language("en"), language("ru")};
}

Policy RulesInForce::policy_of(const Mailbox& mailbox) const {
  return {mailbox.mode.value_or(settings().milter.mode), mailbox.action.value_or(settings().milter.action)};
}

}  // namespace pismovod
