#include "journal/thread_keys.h"

#include <algorithm>
#include <set>

#include "base/digest.h"
#include "base/fold.h"
#include "journal/case_number.h"
#include "journal/entry_json.h"

namespace pismovod {
namespace {

constexpr size_t kReferences = 20;  // the nearest; a thread of hundreds is told by them as well

int64_t hashed(const std::string& text) { return std::stoll(digest_of(text).substr(0, 15), nullptr, 16); }

std::string without_case_number(std::string_view subject) {
  const size_t open = subject.rfind('[');
  const size_t close = subject.find(']', open == std::string_view::npos ? 0 : open);
  if (open == std::string_view::npos || close == std::string_view::npos) return std::string(subject);
  if (!parse_case_number(subject.substr(open + 1, close - open - 1))) return std::string(subject);
  return std::string(subject.substr(0, open)) + std::string(subject.substr(close + 1));
}

std::string key_text(char kind, const CaseEntry& entry, const std::string& mailbox, const std::string& what) {
  return std::string(1, kind) + '\n' + fold(entry.sender()) + '\n' + mailbox + '\n' + what;
}

void add_ids(std::set<int64_t>& keys, const CaseEntry& entry, const std::string& message_id) {
  if (message_id.empty()) return;
  for (const CaseMailbox& m : entry.mailboxes) keys.insert(hashed(key_text('i', entry, m.mailbox, message_id)));
}

}  // namespace

std::string normal_subject(std::string_view subject) {
  bool inherited = false;
  const std::string bare = without_case_number(subject);
  return fold_bare(without_reply_prefixes(bare, inherited));
}

int64_t sameness_key(const CaseEntry& entry) {
  if (entry.message_id.empty() || entry.action == Action::hold) return 0;
  std::string all = "=\n" + entry.message_id + '\n' + entry.reverse_path + '\n' + normal_subject(entry.subject);
  for (const std::string& recipient : entry.recipients) all += '\n' + recipient;
  all += '\n' + std::to_string(static_cast<int>(entry.action)) + '\n' + std::to_string(entry.octets);
  for (const std::string& id : lacking_of(entry)) all += '\n' + id;
  return hashed(all);
}

std::vector<int64_t> matter_keys(const CaseEntry& entry) {
  std::set<int64_t> keys;
  add_ids(keys, entry, entry.message_id);
  const size_t from = entry.references.size() - std::min(kReferences, entry.references.size());
  for (size_t i = from; i < entry.references.size(); ++i) add_ids(keys, entry, entry.references[i]);
  const std::string subject = normal_subject(entry.subject);
  for (const CaseMailbox& m : entry.mailboxes) {
    if (!subject.empty()) keys.insert(hashed(key_text('s', entry, m.mailbox, subject)));
  }
  return {keys.begin(), keys.end()};
}

std::vector<int64_t> answer_keys(const CaseEntry& entry, const std::string& message_id) {
  std::set<int64_t> keys;
  add_ids(keys, entry, message_id);
  return {keys.begin(), keys.end()};
}

}  // namespace pismovod
