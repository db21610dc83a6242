#include "actions/mark.h"

#include <vector>

#include "base/ascii.h"

namespace pismovod {
namespace {

constexpr size_t kLineOctets = 76;
constexpr size_t kNameOctets = std::string_view("X-Pismovod: ").size();

// Puts words into one value; a word that would make its line too long begins another one.
class Folder {
 public:
  void word(const std::string& text) {
    const bool first = value_.empty();
    if (!first && column_ + 1 + text.size() > kLineOctets) {
      value_ += "\n\t";
      column_ = 8;
    } else if (!first) {
      value_ += ' ';
      ++column_;
    }
    value_ += text;
    column_ += text.size();
  }
  std::string take() { return std::move(value_); }

 private:
  std::string value_;
  size_t column_ = kNameOctets;
};

using Wanted = bool (*)(const Judged&);

std::vector<std::string> ids(const Verdict& verdict, Wanted wanted) {
  std::vector<std::string> out;
  for (const Judged& judged : verdict.requirements) {
    if (wanted(judged)) out.push_back(percent_encoded(judged.id));
  }
  return out;
}

// "missing=a," "b," "c": words, so that long lists can be folded.
std::vector<std::string> list(const std::string& key, const std::vector<std::string>& values) {
  std::vector<std::string> out;
  for (size_t i = 0; i < values.size(); ++i) {
    out.push_back((i == 0 ? key + "=" : "") + values[i] + (i + 1 < values.size() ? "," : ""));
  }
  return out;
}

std::string joined(const std::vector<std::vector<std::string>>& groups) {
  Folder folder;
  bool any_left = false;
  for (size_t i = groups.size(); i-- > 0;) any_left = any_left || !groups[i].empty();
  for (size_t i = 0; any_left && i < groups.size(); ++i) {
    bool more = false;
    for (size_t k = i + 1; k < groups.size(); ++k) more = more || !groups[k].empty();
    for (size_t w = 0; w < groups[i].size(); ++w) {
      const bool ends_group = w + 1 == groups[i].size() && more;
      folder.word(groups[i][w] + (ends_group ? ";" : ""));
    }
  }
  return folder.take();
}

}  // namespace

std::string mark_of(const Verdict& verdict) {
  return joined(
      {{percent_encoded(verdict.mailbox)},
       {std::string("verdict=") + (verdict.fails() ? "fail" : "pass")},
       list("missing",
            ids(verdict, [](const Judged& j) { return j.level == Level::must && j.status == Status::missing; })),
       list("invalid",
            ids(verdict, [](const Judged& j) { return j.level == Level::must && j.status == Status::invalid; })),
       list("wished", ids(verdict, [](const Judged& j) { return j.level == Level::should && is_lacking(j); })),
       list("completed", ids(verdict, [](const Judged& j) { return j.is_completed; })),
       list("unverified", ids(verdict, [](const Judged& j) { return j.status == Status::unverified; }))});
}

std::string mark_of(std::string_view mailbox, std::string_view verdict, std::string_view reason) {
  return joined({{percent_encoded(mailbox)},
                 {"verdict=" + percent_encoded(verdict)},
                 reason.empty() ? std::vector<std::string>() : list("reason", {percent_encoded(reason)})});
}

std::string mark_of_verdict(std::string_view verdict, std::string_view reason) {
  return joined({{"verdict=" + percent_encoded(verdict)},
                 reason.empty() ? std::vector<std::string>() : list("reason", {percent_encoded(reason)})});
}

std::string mark_of_lookalike() { return "warning=lookalike_domain"; }

std::string mark_of(const LookalikeWarning& warning) {
  return joined({{"warning=lookalike_domain"},
                 {"address=" + percent_encoded(warning.address)},
                 {"meant=" + percent_encoded(warning.meant)}});
}

}  // namespace pismovod
