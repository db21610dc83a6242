#include "milter/session.h"

#include <algorithm>
#include <exception>

#include "base/log.h"
#include "desk/letter_line.h"

namespace pismovod {

namespace {

// Of ESMTP parameters (RFC 5321 section 4.1.2): "NOTIFY=NEVER"; empty where it is not there.
std::string parameter_value(std::span<const std::string_view> parameters, std::string_view name) {
  for (const std::string_view parameter : parameters) {
    const size_t equals = parameter.find('=');
    if (equals != std::string_view::npos && same_name(parameter.substr(0, equals), name))
      return std::string(parameter.substr(equals + 1));
  }
  return {};
}

}  // namespace

void report_failure(Metrics& metrics, std::string_view where) noexcept {
  ++metrics.failures;
  try {
    std::string what = "not an exception of the standard library";
    try {
      throw;
    } catch (const std::exception& e) {
      what = e.what();
    } catch (...) {
      what += '!';
    }
    log_error("failure at " + std::string(where) + ": " + what);
    metrics.faults.note(std::string(where) + ": " + what);
  } catch (...) {
    return;  // not even memory for a line of log; it is counted
  }
}

void Session::begin_letter(std::string_view reverse_path, std::span<const std::string_view> parameters) {
  is_damaged_ = true;  // until it is made
  letter_.reset();
  const bool smtp_utf8 =
      std::any_of(parameters.begin(), parameters.end(), [](std::string_view p) { return same_name(p, "SMTPUTF8"); });
  letter_ = std::make_unique<Letter>(Transaction(parts_.rules.get(), reverse_path, smtp_utf8, parts_.blocks));
  letter_->transaction.envelope().envelope_id = parameter_value(parameters, "ENVID");
  is_damaged_ = false;
}

void Session::add_recipient(std::string_view path, std::span<const std::string_view> parameters) {
  if (!letter_) return;
  if (parts_.probe.is_expected(path)) return letter_->transaction.add_probe();
  letter_->transaction.add_recipient(path);
  Recipient& added = letter_->transaction.envelope().recipients.back();
  added.notify = parameter_value(parameters, "NOTIFY");
  added.original_recipient = parameter_value(parameters, "ORCPT");
}

Answer Session::begin_content() {
  if (!letter_) return is_damaged_ ? answer_of_trouble() : Answer::accept;
  if (!letter_->transaction.concerns_us() && !is_damaged_) {
    ++parts_.metrics.not_ours;
    letter_.reset();
    return Answer::accept;
  }
  letter_->under_way.emplace(parts_.in_progress);
  // At the end of the program nobody waits for a letter: one that may be put off is, at once.
  const bool put_off =
      letter_->under_way->is_late() && letter_->transaction.rules().settings().milter.tempfail_on_trouble;
  if (put_off) ++parts_.metrics.put_off;
  if (put_off) letter_.reset();
  return put_off ? Answer::put_off : Answer::go_on;
}

void Session::add_field(std::string_view name, std::string_view value) {
  if (letter_) letter_->transaction.add_field(name, value);
}

void Session::add_body(std::string_view chunk) {
  if (letter_) letter_->transaction.add_body(chunk);
}

void Session::abort_letter() {
  if (letter_) ++parts_.metrics.aborted;
  letter_.reset();
}

Answer Session::answer_of_trouble() const {
  return parts_.rules.get()->settings().milter.tempfail_on_trouble ? Answer::put_off : Answer::accept;
}

// The queue id is not there before: with Postfix not before the first recipient that is accepted.
void Session::complete_envelope(Mta& mta, Envelope& envelope) const {
  envelope.queue_id = mta.macro("i");
  envelope.client = mta.macro("{client_addr}");
  if (envelope.client.empty()) envelope.client = client_;
  envelope.authenticated = mta.macro("{auth_authen}");
}

void Session::report_half_body(const Transaction& letter) const {
  ++parts_.metrics.failures;
  log_error("qid=" + letter.envelope().queue_id + " the letter's body could not be changed whole; it is put off");
}

Answer Session::end_letter(Mta& mta) {
  const std::unique_ptr<Letter> letter = std::move(letter_);
  if (!letter) return is_damaged_ ? answer_of_trouble() : Answer::accept;
  if (!letter->transaction.concerns_us() && !is_damaged_) return Answer::accept;
  complete_envelope(mta, letter->transaction.envelope());
  letter->transaction.set_can_change_body(mta.can_change_body());
  if (!letter->under_way) letter->under_way.emplace(parts_.in_progress);
  if (is_damaged_) return settle_trouble(mta, letter->transaction);
  try {
    return settle(mta, letter->transaction, letter->under_way->is_late());
  } catch (...) {
    report_failure(parts_.metrics, "judging");
    return settle_trouble(mta, letter->transaction);
  }
}

Answer Session::settle(Mta& mta, Transaction& letter, bool is_late) {
  LetterReport report;
  const Plan plan = letter.is_probe() ? parts_.desk.answer_probe(letter, mta, report)
                    : is_late         ? parts_.desk.pass_unjudged(letter, Trouble::stopping, report)
                                      : parts_.desk.handle(letter, mta, report);
  log_line(report.trouble == Trouble::none ? LogLevel::info : LogLevel::warning, letter_line(letter, report));
  return carry_out(mta, letter, plan);
}

Answer Session::settle_trouble(Mta& mta, Transaction& letter) {
  LetterReport report;
  const Plan plan = parts_.desk.handle_trouble(letter, Trouble::failure, report);
  log_warning(letter_line(letter, report));
  return carry_out(mta, letter, plan);
}

namespace {

// Half a body would be a damaged letter: such a one is put off, and comes again.
enum class BodyChange : uint8_t { done, refused, broken };

BodyChange change_body(Mta& mta, const Octets& body, const ChangeBody& change) {
  bool has_begun = false;
  bool is_taken = true;
  const bool is_read = for_each_changed_span(body, change, [&](std::string_view span) {
    is_taken = is_taken && mta.replace_body(span);
    has_begun = has_begun || is_taken;
  });
  if (is_read && is_taken) return BodyChange::done;
  return has_begun ? BodyChange::broken : BodyChange::refused;
}

}  // namespace

Answer Session::carry_out(Mta& mta, Transaction& letter, const Plan& plan) {
  for (const Edit& edit : plan.edits) {
    if (const auto* body = std::get_if<ChangeBody>(&edit)) {
      const BodyChange came = change_body(mta, letter.message().body, *body);
      if (came == BodyChange::done) continue;
      if (came == BodyChange::broken) {
        report_half_body(letter);
        return Answer::put_off;
      }
    } else if (mta.perform(edit, letter.foreign_marks())) {
      continue;
    }
    ++parts_.metrics.failures;
    log_error("qid=" + letter.envelope().queue_id + " the MTA would not change the letter");
  }
  if (!plan.reply) return Answer::accept;
  mta.say(*plan.reply);
  return plan.reply->kind() == Reply::Kind::refused ? Answer::refuse : Answer::put_off;
}

}  // namespace pismovod
