#include "desk/rules_in_force.h"

namespace pismovod {

RulesInForce::RulesInForce(std::shared_ptr<const Configuration> configuration)
    : configuration_(std::move(configuration)),
      exemptions_(configuration_->settings.exempt),
      overriders_(configuration_->settings.override_.senders) {}

ReplyTexts RulesInForce::reply_texts() const {
  const auto language = [this](const char* name) -> const Texts& {
    const auto found = configuration_->languages.find(name);
    return found == configuration_->languages.end() ? configuration_->texts : found->second;
  };
  const bool is_english = configuration_->settings.language == "en";
  return {language(is_english ? "en" : "ru"), language(is_english ? "ru" : "en")};
}

}  // namespace pismovod
