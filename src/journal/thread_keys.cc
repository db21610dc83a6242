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

// Right or wrong: of a letter that is put right a wrong one is all there is.
std::vector<std::string> values_of(const CaseEntry& entry, std::string_view id) {
  std::vector<std::string> out;
  for (const CaseMailbox& mailbox : entry.mailboxes) {
    for (const CaseRequirement& requirement : mailbox.requirements) {
      const bool has = requirement.status == Status::found || requirement.status == Status::invalid;
      if (!has || requirement.id != id) continue;
      for (const CaseFact& fact : requirement.facts) {
        // Whether it is right goes with it: only a wrong number is mended.
        if (!fact.value.empty()) out.push_back((requirement.status == Status::found ? "+" : "-") + fact.value);
      }
    }
  }
  return out;
}

// The same, or one of them wrong and all but three of its characters in their places, counted from both ends.
bool is_near(std::string_view a, std::string_view b) {
  const bool both_right = a.front() == '+' && b.front() == '+';
  a.remove_prefix(1);
  b.remove_prefix(1);
  if (a == b) return true;
  if (both_right) return false;
  const size_t least = std::min(a.size(), b.size());
  size_t same = 0;
  while (same < least && a[same] == b[same]) ++same;
  size_t behind = 0;
  while (behind < least - same && a[a.size() - 1 - behind] == b[b.size() - 1 - behind]) ++behind;
  constexpr size_t kMended = 3;
  return same + behind + kMended >= std::max(a.size(), b.size());
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

std::vector<int64_t> thread_keys(const CaseEntry& entry) {
  std::set<int64_t> keys;
  add_ids(keys, entry, entry.message_id);
  const size_t from = entry.references.size() - std::min(kReferences, entry.references.size());
  for (size_t i = from; i < entry.references.size(); ++i) add_ids(keys, entry, entry.references[i]);
  return {keys.begin(), keys.end()};
}

std::vector<int64_t> letter_keys(const std::string& mailbox, const std::vector<std::string>& ids) {
  std::set<int64_t> keys;
  for (size_t i = ids.size() - std::min(kReferences, ids.size()); i < ids.size(); ++i) {
    if (!ids[i].empty()) keys.insert(hashed("l\n" + mailbox + '\n' + ids[i]));
  }
  return {keys.begin(), keys.end()};
}

std::vector<int64_t> letter_keys(const CaseEntry& entry) {
  std::vector<int64_t> out;
  std::vector<std::string> ids = entry.references;
  ids.push_back(entry.message_id);
  for (const CaseMailbox& mailbox : entry.mailboxes) {
    const bool holds =
        std::ranges::any_of(mailbox.requirements, [](const CaseRequirement& r) { return r.status == Status::found; });
    if (!holds || entry.is_machine) continue;
    const std::vector<int64_t> keys = letter_keys(mailbox.mailbox, ids);
    out.insert(out.end(), keys.begin(), keys.end());
  }
  return out;
}

std::vector<int64_t> subject_keys(const CaseEntry& entry) {
  std::set<int64_t> keys;
  const std::string subject = normal_subject(entry.subject);
  for (const CaseMailbox& m : entry.mailboxes) {
    if (!subject.empty()) keys.insert(hashed(key_text('s', entry, m.mailbox, subject)));
  }
  return {keys.begin(), keys.end()};
}

std::vector<int64_t> matter_keys(const CaseEntry& entry) {
  std::vector<int64_t> keys = thread_keys(entry);
  for (const int64_t key : subject_keys(entry)) keys.push_back(key);
  return keys;
}

bool speaks_of_another(const CaseEntry& a, const CaseEntry& b) {
  for (const char* id : {"client_inn", "product_reg_number", "request_number", "product_article"}) {
    const std::vector<std::string> ours = values_of(a, id);
    const std::vector<std::string> theirs = values_of(b, id);
    if (ours.empty() || theirs.empty()) continue;
    const bool meet = std::any_of(ours.begin(), ours.end(), [&](const std::string& one) {
      return std::any_of(theirs.begin(), theirs.end(), [&](const std::string& other) { return is_near(one, other); });
    });
    if (!meet) return true;
  }
  return false;
}

std::vector<int64_t> answer_keys(const CaseEntry& entry, const std::string& message_id) {
  std::set<int64_t> keys;
  add_ids(keys, entry, message_id);
  return {keys.begin(), keys.end()};
}

}  // namespace pismovod
