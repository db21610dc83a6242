// Letters wait for the journal, so nothing here may wait long: each connection is entered within a bound, lists
// have one of their own, old cases go in small steps, and what is seldom there is looked for by reading first.
//
// Each change is one transaction, a mark together with the letters that tell of it. Errors of the database are caught
// at the border of a connection; one that is gone, whose file was moved or whose server was started anew, is opened
// again at the next call.

#include "journal/database_store.h"

#include <mutex>
#include <set>

#include "journal/allowance.h"
#include "journal/case_list.h"
#include "journal/database.h"
#include "journal/entry_json.h"
#include "journal/memo_table.h"
#include "journal/outbox_table.h"
#include "journal/record_case.h"
#include "journal/tally_table.h"
#include "journal/thread_cases.h"
#include "rules/policy.h"

namespace pismovod {
namespace {

using std::chrono::milliseconds;

int64_t id_of(Database& database, const std::string& number) {
  Query query = database.query("SELECT id FROM cases WHERE number = ?");
  if (!query.bind(number).next()) throw DatabaseError{{StoreError::Kind::no_such_case, "no case " + number}};
  return query.integer(0);
}

void put_all(Database& database, int64_t id, const Store::Letters& letters, Instant now) {
  for (const OutgoingLetter& letter : letters) put_letter(database, id, letter, now, false);
}

// A connection with those who want it.
class Connection {
 public:
  Connection(const StoreOptions& options, bool is_writer) : options_(options), is_writer_(is_writer) {}

  // Runs `work` with the database; its result or error.
  template <class Work>
  auto with(Work work) -> StoreResult<decltype(work(std::declval<Database&>()))> {
    std::unique_lock lock(mutex_, options_.wait);
    if (!lock.owns_lock()) return tl::unexpected(StoreError{StoreError::Kind::busy, "the journal is busy"});
    try {
      open();
      if constexpr (std::is_void_v<decltype(work(*database_))>) {
        work(*database_);
        return {};
      } else {
        return work(*database_);
      }
    } catch (const DatabaseError& failed) {
      if (failed.error.kind == StoreError::Kind::gone) database_.reset();  // to be opened anew the next time
      return tl::unexpected(failed.error);
    } catch (const std::exception& failed) {
      return tl::unexpected(StoreError{StoreError::Kind::other, failed.what()});
    }
  }

 private:
  // A file that was moved away would take cases that nobody ever finds; a server was started anew.
  void open() {
    if (database_ && !database_->is_there()) database_.reset();
    if (database_) return;
    DatabaseOptions options{options_.where, options_.wait, is_writer_ ? options_.max_pages : 0};
    // With connecting and waiting for others that is less than thrice the bound.
    options.answer = is_writer_ ? options_.wait + options_.wait / 2 : options_.reading;
    auto made = std::make_unique<Database>(options);
    made->migrate();
    if (!is_writer_) made->only_read();
    database_ = std::move(made);
  }

  const StoreOptions& options_;
  bool is_writer_;
  std::timed_mutex mutex_;
  std::unique_ptr<Database> database_;
};

class DatabaseStore final : public Store {
 public:
  explicit DatabaseStore(StoreOptions options) : options_(std::move(options)) {}

  StoreResult<void> try_it() {
    return writer_.with([](Database&) {});
  }

 private:
  template <class Work>
  auto write(Work work, Writing::Beside beside = Writing::Beside::nobody, bool is_durable = true) {
    return writer_.with([&](Database& database) {
      database.set_durable(is_durable);
      Writing writing(database, beside);
      if constexpr (std::is_void_v<decltype(work(database))>) {
        work(database);
        writing.commit();
      } else {
        auto result = work(database);
        writing.commit();
        return result;
      }
    });
  }

 public:
  StoreResult<Recorded> record(const RecordRequest& request) override {
    return write([&](Database& database) { return record_case(database, request); }, Writing::Beside::nobody,
                 request.durable);
  }

  StoreResult<void> take_back(const std::string& number, const std::string& trouble) override {
    return write([&](Database& database) {
      const int64_t id = id_of(database, number);
      change_to_passed(database, id, trouble);
      withdraw_letters(database, id);
    });
  }

  StoreResult<CaseEntry> find(const std::string& number) override {
    return reader_.with([&](Database& database) { return read_case(database, id_of(database, number)); });
  }

  StoreResult<std::vector<CaseEntry>> of_thread(const std::vector<int64_t>& keys, Instant since, Instant until,
                                                size_t most) override {
    return reader_.with([&](Database& database) { return cases_of_thread(database, keys, since, until, most); });
  }

  StoreResult<CasePage> list(const CaseFilter& filter, const PageRequest& page) override {
    return reader_.with([&](Database& database) { return list_cases(database, filter, page); });
  }

  StoreResult<int64_t> count(const CaseFilter& filter, int64_t most) override {
    return reader_.with([&](Database& database) { return count_cases(database, filter, most); });
  }

  StoreResult<std::vector<Tally>> tallies(const TallyRequest& request) override {
    return reader_.with([&](Database& database) { return read_tallies(database, request); });
  }

  StoreResult<void> add_mark(const std::string& number, const CaseMark& mark, const Letters& letters) override {
    return write([&](Database& database) {
      const int64_t id = id_of(database, number);
      mark_case(database, id, mark);
      put_all(database, id, letters, mark.at);
    });
  }

  StoreResult<void> end(const std::string& number, const CaseEnding& ending, const Letters& letters) override {
    return write([&](Database& database) {
      const int64_t id = id_of(database, number);
      end_case(database, id, ending);
      put_all(database, id, letters, ending.at);
    });
  }

  StoreResult<void> untie(const std::string& number, const CaseMark& note) override {
    return write([&](Database& database) { untie_case(database, id_of(database, number), note); });
  }

  StoreResult<void> withdraw_link(const std::string& number, const CaseMark& note) override {
    return write([&](Database& database) { pismovod::withdraw_link(database, id_of(database, number), note); });
  }

  StoreResult<void> allow_once(const std::string& number, const std::string& why, const CaseMark& note,
                               const Letters& letters) override {
    return write([&](Database& database) {
      const int64_t id = id_of(database, number);
      pismovod::allow_once(database, id, why, note);
      put_all(database, id, letters, note.at);
    });
  }

  StoreResult<std::optional<Allowance>> take_allowance(const std::string& sender,
                                                       const std::vector<std::string>& mailboxes,
                                                       Instant now) override {
    const auto found =
        reader_.with([&](Database& database) { return find_allowance(database, sender, mailboxes, now).has_value(); });
    if (!found) return tl::unexpected(found.error());
    if (!*found) return std::nullopt;
    return write([&](Database& database) { return pismovod::take_allowance(database, sender, mailboxes, now); });
  }

  // In small steps: letters are waiting for the same lock.
  StoreResult<int64_t> prune(Instant before, Instant letters_before, int64_t most) override {
    int64_t all = 0;
    for (;;) {
      const auto step = write([&](Database& database) { return prune_some(database, before, letters_before); });
      if (!step) return tl::unexpected(step.error());
      all += *step;
      if (*step == 0 || all >= most) break;
    }
    (void)give_back();  // what others stand in the way of comes the next time
    return all;
  }

  StoreResult<void> put(const std::string& case_number, const OutgoingLetter& letter, Instant now) override {
    return write([&](Database& database) { put_letter(database, id_of(database, case_number), letter, now, false); });
  }

  StoreResult<std::optional<OutboxRow>> claim(Instant now, milliseconds lease) override {
    return write([&](Database& database) { return claim_letter(database, now, lease); }, Writing::Beside::others);
  }

  StoreResult<void> sent(int64_t id, const std::string& answer, Instant now) override {
    return settle(id, OutboxState::sent, answer, now);
  }
  StoreResult<void> failed(int64_t id, const std::string& answer, Instant due) override {
    return write([&](Database& database) { put_off_letter(database, id, answer, due); });
  }
  StoreResult<void> given_up(int64_t id, const std::string& answer, Instant now) override {
    return settle(id, OutboxState::given_up, answer, now);
  }

  StoreResult<bool> pass_once(const CompletedLetter& letter, Instant now) override {
    return write([&](Database& database) { return pass_letter_once(database, letter, now); });
  }

  StoreResult<std::optional<Instant>> next_due() override {
    return reader_.with([](Database& database) { return next_due_letter(database); });
  }

  StoreResult<std::vector<OutboxRow>> letters_of(const std::string& case_number) override {
    return reader_.with([&](Database& database) { return letters_of_case(database, id_of(database, case_number)); });
  }

  StoreResult<std::vector<Memo>> memos(MemoKind kind, Instant now) override {
    return reader_.with([&](Database& database) { return read_memos(database, kind, now); });
  }

  StoreResult<std::optional<Memo>> memo(MemoKind kind, const std::string& key, Instant now) override {
    return reader_.with([&](Database& database) { return read_memo(database, kind, key, now); });
  }

  StoreResult<void> change_memo(MemoKind kind, const std::string& key, Instant now, const MemoChange& change) override {
    const auto rewrite = [&](Database& database) {
      const std::optional<Memo> made = change(read_memo(database, kind, key, now));
      forget_memos(database, kind, key, now);
      if (made) write_memo(database, kind, *made);
    };
    return write(rewrite, Writing::Beside::nobody, false);  // who loses one asks again
  }

 private:
  // Settled is settled, whether or not its room can be given back now.
  StoreResult<void> settle(int64_t id, OutboxState state, const std::string& answer, Instant now) {
    auto done = write([&](Database& database) {
      settle_letter(database, id, state, answer, now);
      if (state == OutboxState::given_up) reopen_completed(database, id, answer, now);
    });
    if (done) (void)give_back();
    return done;
  }

  StoreResult<void> give_back() {
    return writer_.with([](Database& database) { database.give_back(); });
  }

  StoreOptions options_;
  Connection writer_{options_, true};
  Connection reader_{options_, false};
};

}  // namespace

StoreResult<std::unique_ptr<Store>> open_store(const StoreOptions& options) {
  auto store = std::make_unique<DatabaseStore>(options);
  if (auto tried = store->try_it(); !tried) return tl::unexpected(tried.error());
  return store;
}

std::unique_ptr<Store> make_store(const StoreOptions& options) { return std::make_unique<DatabaseStore>(options); }

}  // namespace pismovod
