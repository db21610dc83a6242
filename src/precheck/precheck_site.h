// The service without its server: a request goes in, an answer comes out.
//
//   POST /v1/check              a letter, as message/rfc822 or as the fields of a form
//   GET  /v1/mailboxes          the mailboxes that the rules know
//   GET  /v1/template/ADDRESS   a letter to fill in
//   GET  /v1/openapi.json       all this, described
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <optional>

#include "check/check_letter.h"
#include "config/configuration.h"
#include "inspect/services.h"
#include "journal/checked_letters.h"
#include "precheck/caller_tokens.h"
#include "precheck/guard.h"
#include "precheck/question_rate.h"
#include "precheck/web.h"

namespace pismovod {

// Any thread. Nothing of a letter outlives its answer but a digest (precheck.remember_hours).
class PrecheckSite {
 public:
  // The services outlive it.
  PrecheckSite(std::shared_ptr<const Configuration> configuration, Services& services);

  // The port that it is called at, before the first request.
  void listens_at(int port) { rules_.port = port; }
  // Another configuration for the requests from here on; where it listens and whom it trusts stays.
  void use(std::shared_ptr<const Configuration> configuration);

  // What is refused, or answered, without the body.
  std::optional<WebAnswer> at_head(const WebHead& head);
  WebAnswer at_end(const WebHead& head, std::string_view body);

 private:
  std::shared_ptr<const Configuration> configuration() const;
  WebAnswer check(const WebHead& head, std::string_view body);
  void remember(const CheckedLetter& letter);
  WebAnswer letter_template(const WebHead& head, const std::string& address) const;
  WebAnswer route(const WebHead& head, std::string_view body);

  mutable std::mutex mutex_;
  std::shared_ptr<const Configuration> configuration_;
  Services& services_;
  CallerTokens tokens_;
  GuardRules rules_;
  QuestionRate allowance_;
  CheckedLetters checked_;
  std::atomic<bool> has_complained_ = false;  // once is enough where the file cannot be written
};

}  // namespace pismovod
