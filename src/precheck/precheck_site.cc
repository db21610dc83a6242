#include "precheck/precheck_site.h"

#include <algorithm>
#include <chrono>

#include "base/digest.h"
#include "base/key_values.h"
#include "base/log.h"
#include "config/notices.h"
#include "mail/address.h"
#include "precheck/answer_json.h"
#include "precheck/form_letter.h"
#include "precheck/openapi.h"

namespace pismovod {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::string_view kTemplate = "/v1/template/";

std::string media_type(const WebHead& head) {
  const std::string& field = head.field("content-type");
  std::string out = in_lower_case(field.substr(0, field.find(';')));
  while (out.ends_with(' ')) out.pop_back();
  return out;
}

// "ru-RU,ru;q=0.9" asks for ru.
std::string language_of(const WebHead& head) {
  if (!head.in_query("language").empty()) return head.in_query("language");
  const std::string& field = head.field("accept-language");
  return in_lower_case(field.substr(0, field.find_first_of("-,; ")));
}

const Texts& texts_in(const std::string& language, const Configuration& configuration) {
  const auto found = configuration.languages.find(language);
  return found == configuration.languages.end() ? configuration.texts : found->second;
}

// What a browser asks before it lets a page ask, and a mail program its add-on.
WebAnswer preflight(const std::string& origin) {
  WebAnswer out{204, "", "text/plain"};
  out.fields = {{"Access-Control-Allow-Origin", origin},
                {"Access-Control-Allow-Methods", "GET, POST"},
                {"Access-Control-Allow-Headers", "authorization, content-type"},
                {"Access-Control-Max-Age", "600"},
                {"Vary", "Origin"}};
  return out;
}

void log_check(const CheckedLetter& letter, size_t octets, Clock::time_point begun) {
  const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - begun);
  KeyValues line;
  line.add("event", "precheck").add("octets", octets).add("ms", static_cast<uint64_t>(took.count()));
  for (const Verdict& verdict : letter.outcome.verdicts)
    line.add("mailbox", verdict.mailbox).add("verdict", verdict.fails() ? "fail" : "pass");
  log_info(line.text());
}

// What stays the same while a letter is mended: from whom, to whom, about what.
std::string draft_of(const CheckedLetter& letter) {
  std::vector<std::string> to;
  for (const Recipient& recipient : letter.envelope.recipients) to.push_back(in_lower_case(recipient.address.text()));
  std::ranges::sort(to);
  std::string out = in_lower_case(author_of(letter.message).text());
  for (const std::string& each : to) out += "\n" + each;
  const HeaderField* subject = letter.message.field("Subject");
  return digest_of(out + "\n\n" + (subject == nullptr ? "" : subject->value));
}

}  // namespace

PrecheckSite::PrecheckSite(std::shared_ptr<const Configuration> configuration, Services& services)
    : configuration_(std::move(configuration)),
      services_(services),
      tokens_(configuration_->settings.precheck.tokens),
      allowance_(configuration_->settings.precheck.most_a_minute),
      checked_(configuration_->settings.precheck.seen,
               std::chrono::hours(configuration_->settings.precheck.remember_hours)) {
  const Settings::Precheck& settings = configuration_->settings.precheck;
  for (const std::string& host : settings.hosts) rules_.hosts.push_back(in_lower_case(host));
  rules_.origins = settings.origins;
  rules_.behind_proxy = settings.behind_proxy;
  rules_.name_of_token = [this](std::string_view token) { return tokens_.name_of(token); };
}

std::shared_ptr<const Configuration> PrecheckSite::configuration() const {
  const std::lock_guard lock(mutex_);
  return configuration_;
}

void PrecheckSite::use(std::shared_ptr<const Configuration> configuration) {
  const std::lock_guard lock(mutex_);
  configuration_ = std::move(configuration);
}

std::optional<WebAnswer> PrecheckSite::at_head(const WebHead& head) {
  const std::string origin = allowed_origin(head, rules_);
  if (head.method == "OPTIONS" && !origin.empty()) return preflight(origin);
  const auto caller = admit(head, rules_);
  if (!caller) return refusal(caller.error().status, caller.error().why);
  const bool is_check = head.path == "/v1/check";
  const bool is_known =
      is_check || head.path == "/v1/mailboxes" || head.path == "/v1/openapi.json" || head.path.starts_with(kTemplate);
  if (!is_known) return refusal(404, "there is /v1/check, /v1/mailboxes, /v1/template/ADDRESS, /v1/openapi.json");
  if (head.method != (is_check ? "POST" : "GET")) {
    WebAnswer out = refusal(405, std::string("the method is ") + (is_check ? "POST" : "GET"));
    out.fields.emplace_back("Allow", is_check ? "POST" : "GET");
    return out;
  }
  if (!is_check) return std::nullopt;
  const std::string type = media_type(head);
  if (type != "message/rfc822" && type != "multipart/form-data")
    return refusal(415, "the letter comes as message/rfc822 or as multipart/form-data");
  if (!allowance_.take(*caller, Clock::now())) return refusal(429, "too many letters within a minute");
  return std::nullopt;
}

WebAnswer PrecheckSite::at_end(const WebHead& head, std::string_view body) {
  WebAnswer out = route(head, body);
  const std::string origin = allowed_origin(head, rules_);
  if (origin.empty()) return out;
  out.fields.emplace_back("Access-Control-Allow-Origin", origin);
  out.fields.emplace_back("Vary", "Origin");
  return out;
}

WebAnswer PrecheckSite::route(const WebHead& head, std::string_view body) {
  if (head.path == "/v1/check") return check(head, body);
  if (head.path == "/v1/mailboxes") return {200, mailboxes_json(*configuration())};
  if (head.path == "/v1/openapi.json") return {200, std::string(openapi_document())};
  return letter_template(head, head.path.substr(kTemplate.size()));
}

WebAnswer PrecheckSite::check(const WebHead& head, std::string_view body) {
  const auto begun = Clock::now();
  const auto rules = configuration();
  const Settings& settings = rules->settings;
  EnvelopeGiven given;
  FormLetter form;
  if (media_type(head) == "multipart/form-data") {
    const Octets::Limits memory{body.size() + 1, settings.spool};
    auto made = letter_of_form(head.field("content-type"), body, settings.limits, services_.blocks(), memory);
    if (!made) return refusal(400, made.error().text);
    form = std::move(*made);
    given.to = form.to;  // with bcc; From is in the letter
    body = form.octets;
  }
  if (body.find_first_not_of(" \t\r\n") == std::string_view::npos) return refusal(400, "the letter is empty");
  const CheckedLetter letter = check_letter(body, given, *rules, services_);
  const std::string language = language_of(head);
  log_check(letter, body.size(), begun);
  remember(letter);
  return {200, checked_json(letter, tell(letter, *rules, language), texts_in(language, *rules))};
}

// What is lost here is a line in a case.
void PrecheckSite::remember(const CheckedLetter& letter) {
  const Outcome& outcome = letter.outcome;
  if (outcome.print.empty() || outcome.verdicts.empty()) return;
  const bool is_complete = std::ranges::none_of(outcome.verdicts, [](const Verdict& v) { return v.fails(); });
  const auto noted = checked_.note(outcome.print, draft_of(letter), is_complete, wall_clock());
  if (!noted && !has_complained_.exchange(true))
    log_error("event=precheck seen=\"" + configuration()->settings.precheck.seen + "\" error=\"" + noted.error().text +
              "\": the journal will not know which letters were checked");
}

WebAnswer PrecheckSite::letter_template(const WebHead& head, const std::string& address) const {
  const auto rules = configuration();
  const Mailbox* mailbox = rules->mailbox_of(parse_path(address));
  if (mailbox == nullptr) return refusal(404, "no mailbox of this address; /v1/mailboxes has them");
  const auto* uses = uses_of(*mailbox, head.in_query("scenario"));
  if (uses == nullptr) return refusal(404, "the mailbox has no scenario of this name");
  const Organization* organization = rules->organization_of(parse_path(head.in_query("from")), {});
  if (organization == nullptr && head.in_query("from").empty() && !rules->organizations.empty())
    organization = &rules->organizations.front();
  const Texts& texts = texts_in(language_of(head), *rules);
  return {200, template_json(make_template(*mailbox, *uses, organization, texts), mailbox->title, texts)};
}

}  // namespace pismovod
