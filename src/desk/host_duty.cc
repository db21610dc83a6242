#include "desk/host_duty.h"

#include "base/key_values.h"
#include "base/log.h"
#include "base/version.h"
#include "desk/case_acts.h"
#include "desk/host_of.h"
#include "journal/database_store.h"
#include "journal/held_orders.h"

namespace pismovod {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kBetweenLooks{2000};
constexpr milliseconds kNap{100};  // so soon it sees that it is to end
constexpr std::chrono::seconds kWait{5};

void log_order(const HeldOrder& order, std::string_view result, const std::string& what) {
  KeyValues out;
  out.add("event", "held_order").add("case", order.number).add("how", name_of(order.ending.how));
  log_info(out.add("result", result).add("what", what).text());
}

// That nothing came of it stands in the case: who asked looks there.
void note_failure(Store& store, const HeldOrder& order, const std::string& why, const Texts& texts) {
  const CaseMark note{CaseMark::Kind::note, order.ending.by,
                      texts.get("review.order_failed", {{"host", order.host}, {"why", why}}), wall_clock()};
  (void)store.add_mark(order.number, note);
}

void follow(Store& store, HeldOrder order, const Configuration& configuration) {
  const auto entry = store.find(order.number);
  if (!entry && entry.error().kind != StoreError::Kind::no_such_case) return;  // when the journal answers again
  if (!entry) {
    (void)settle(store, order, wall_clock());
    return;
  }
  const CaseAct act{store, *entry, configuration, order.ending.by, order.ending.why};
  const ActResult done = end_here(act, order.ending.how);
  const std::string why = done ? std::string() : words_of(done.error(), *entry, configuration.texts);
  if (!done && done.error().key.empty()) {
    order.trouble = why;
    log_order(order, "put_off", why);
    (void)put_off(store, order, wall_clock());
    return;
  }
  log_order(order, done ? "done" : "given_up", why);
  if (!done) note_failure(store, order, why, configuration.texts);
  (void)settle(store, order, wall_clock());
}

}  // namespace

HostDuty::HostDuty(const Settings& settings, const CurrentRules& rules)
    : host_(host_of(settings)),
      rules_(rules),
      store_(make_store({settings.journal.path, kWait, 0})),
      thread_([this](const std::stop_token& stop) { run(stop); }) {}

std::vector<RunningDaemon> HostDuty::daemons() const {
  const std::lock_guard lock(mutex_);
  return daemons_;
}

void HostDuty::run(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    say_and_look();
    follow_orders();
    for (milliseconds slept{0}; slept < kBetweenLooks && !stop.stop_requested(); slept += kNap)
      std::this_thread::sleep_for(kNap);
  }
  (void)say_no_more(*store_, host_, wall_clock());
  finished_.release();
}

// At once where the rules have changed.
void HostDuty::say_and_look() {
  const auto rules = rules_.get();
  const std::string digest = rules->configuration().short_digest();
  const auto now = std::chrono::steady_clock::now();
  if (digest == digest_ && now < say_again_) return;
  say_again_ = now + kDaemonBeat;
  const Instant wall = wall_clock();
  if (digest != digest_) rules_since_ = wall;
  digest_ = digest;
  if (!say(*store_, {host_, std::string(version()), digest, rules_since_, wall})) return;
  auto all = running_daemons(*store_, wall);
  if (!all) return;
  const bool differ = rules_differ(*all, wall);
  if (differ && !did_differ_)
    log_warning("event=rules_differ rules=" + digest + " daemons=" + std::to_string(all->size()));
  did_differ_ = differ;
  const std::lock_guard lock(mutex_);
  daemons_ = *std::move(all);
}

void HostDuty::follow_orders() {
  for (;;) {
    const auto order = take_order(*store_, host_, wall_clock());
    if (!order || !*order) return;
    const auto rules = rules_.get();
    follow(*store_, **order, rules->configuration());
  }
}

void HostDuty::close(std::chrono::steady_clock::time_point by) {
  thread_.request_stop();
  if (!finished_.try_acquire_until(by)) log_warning("event=stop the word to other machines did not end in time");
}

}  // namespace pismovod
