// The configuration that letters are judged by, with what the milter works out of it once. A reload
// swaps it whole; letters in progress keep the one that they began with.
#pragma once

#include <memory>
#include <mutex>

#include "actions/plan.h"
#include "config/configuration.h"
#include "desk/exempt.h"

namespace pismovod {

class RulesInForce {
 public:
  explicit RulesInForce(std::shared_ptr<const Configuration> configuration);

  const Configuration& configuration() const { return *configuration_; }
  const Settings& settings() const { return configuration_->settings; }
  const Exemptions& exemptions() const { return exemptions_; }
  const SenderList& overriders() const { return overriders_; }
  ReplyTexts reply_texts() const;
  // Is there a mailbox whose letters are completed?
  bool may_complete() const { return configuration_->may_complete(); }

 private:
  std::shared_ptr<const Configuration> configuration_;
  Exemptions exemptions_;
  SenderList overriders_;
};

// Any thread.
class CurrentRules {
 public:
  explicit CurrentRules(std::shared_ptr<const RulesInForce> rules) : rules_(std::move(rules)) {}
  std::shared_ptr<const RulesInForce> get() const {
    const std::lock_guard lock(mutex_);
    return rules_;
  }
  void set(std::shared_ptr<const RulesInForce> rules) {
    const std::lock_guard lock(mutex_);
    rules_.swap(rules);
  }

 private:
  mutable std::mutex mutex_;
  std::shared_ptr<const RulesInForce> rules_;
};

}  // namespace pismovod
