#include "cli/journal_digest.h"

#include <algorithm>
#include <cstdio>

#include "actions/wording.h"
#include "cli/journal_open.h"
#include "cli/terminal.h"
#include "cli/time_text.h"
#include "mail/compose.h"
#include "notice/notice.h"

namespace pismovod {
namespace {

constexpr size_t kRows = 5;
constexpr size_t kCounted = 999;

class Digest {
 public:
  Digest(const OpenedJournal& journal, Instant since, Instant now) : journal_(journal), since_(since), now_(now) {}

  StoreResult<std::string> letter(const Address& to) {
    const auto text = words();
    if (!text) return tl::unexpected(text.error());
    const Settings::Notice& notice = journal_.configuration->settings.notice;
    const NamedAddress from = notice_sender(notice.from, notice.from_name, journal_.texts(), to);
    const std::string fields = token_field("Date", date_text(now_)) + address_field("From", {from}) +
                               address_field("To", {{"", to}}) + text_field("Subject", subject_) +
                               token_field("Message-ID", new_message_id(from.address.domain)) +
                               "Auto-Submitted: auto-generated\r\n";
    return letter_octets(fields, text_part("plain", *text));
  }

 private:
  std::string get(const std::string& key, const std::map<std::string, std::string>& gaps = {}) const {
    return journal_.texts().get("journal.digest." + key, gaps);
  }

  StoreResult<std::string> words() {
    const auto total = tallies(TallyKind::total);
    if (!total) return tl::unexpected(total.error());
    const Tally all = total->empty() ? Tally{} : total->front();
    const std::map<std::string, std::string> figures = {{"letters", std::to_string(all.letters)},
                                                        {"failed", std::to_string(all.failed)},
                                                        {"refused", std::to_string(all.refused)},
                                                        {"held", std::to_string(all.held)},
                                                        {"put_right", std::to_string(all.put_right)}};
    subject_ = get("subject", figures);
    std::string out = get("figures", figures) + "\n";
    const auto waiting = needs();
    if (!waiting) return tl::unexpected(waiting.error());
    out += "\n" + (waiting->empty() ? get("nothing") + "\n" : get("needs") + "\n" + *waiting);
    for (const TallyKind kind : {TallyKind::requirement, TallyKind::sender}) {
      const auto rows = tallies(kind);
      if (!rows) return tl::unexpected(rows.error());
      out += table(kind, *rows);
    }
    const std::string& page = journal_.configuration->settings.review.public_url;
    return page.empty() ? out : out + "\n" + get("page", {{"link", page}}) + "\n";
  }

  StoreResult<std::vector<Tally>> tallies(TallyKind kind) {
    TallyRequest request;
    request.kind = kind;
    request.since = since_;
    auto rows = journal_.store->tallies(request);
    if (rows)
      std::stable_sort(rows->begin(), rows->end(), [](const Tally& a, const Tally& b) { return a.failed > b.failed; });
    return rows;
  }

  // A line each; empty: nothing waits.
  StoreResult<std::string> needs() {
    CaseFilter complaints;
    complaints.complaint = Complaint::open;
    CaseFilter held;
    held.held = true;
    CaseFilter open;
    open.put_right = false;
    open.action = Action::reject;
    open.since = since_;
    open.until = now_ - std::chrono::hours(24);
    std::string out;
    for (const auto& [key, filter] :
         {std::pair{"complaints", complaints}, std::pair{"held", held}, std::pair{"open", open}}) {
      PageRequest request;
      request.limit = kCounted;
      const auto page = journal_.store->list(filter, request);
      if (!page) return tl::unexpected(page.error());
      const std::string count = std::to_string(page->lines.size()) + (page->has_older ? "+" : "");
      if (!page->lines.empty()) out += "  " + get(key, {{"n", count}}) + "\n";
    }
    return out;
  }

  std::string table(TallyKind kind, const std::vector<Tally>& rows) const {
    std::string out;
    for (size_t i = 0; i < std::min(kRows, rows.size()) && rows[i].failed > 0; ++i) {
      const std::string name = kind == TallyKind::requirement
                                   ? title_of(rows[i].name, journal_.texts()) + " (" + rows[i].other + ")"
                                   : printable(rows[i].name);
      out += "  " + std::to_string(rows[i].failed) + "  " + name + "\n";
    }
    if (out.empty()) return {};
    return "\n" + get(kind == TallyKind::requirement ? "requirements" : "senders") + "\n" + out;
  }

  const OpenedJournal& journal_;
  Instant since_;
  Instant now_;
  std::string subject_;
};

}  // namespace

int journal_digest(const DigestOptions& options) {
  const Address to = parse_path(options.to);
  if (to.domain.empty() || ascii_address(to).empty()) {
    print_error("pismovod: \"" + options.to + "\" is no address");
    return kExitUsage;
  }
  const Instant now = wall_clock();
  const auto since = parse_moment(options.since, now);
  if (!since) {
    print_error("pismovod: \"" + options.since + "\" is no moment");
    return kExitUsage;
  }
  int status = 0;
  const auto journal = open_journal(options.configs, status);
  if (!journal) return status;
  const auto letter = Digest(*journal, *since, now).letter(to);
  if (!letter) return say_error(letter.error());
  std::fwrite(letter->data(), 1, letter->size(), stdout);
  return kPass;
}

}  // namespace pismovod
