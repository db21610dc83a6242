#include "support/expectation.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "base/fold.h"

namespace pismovod::test {
namespace {

const std::set<std::string> kNumbers = {"partner_code",       "client_inn",     "client_kpp",     "product_article",
                                        "product_reg_number", "nfr_reg_number", "config_release", "request_number"};

std::vector<std::string> list_of(const nlohmann::json& value) {
  if (value.is_string()) return {value.get<std::string>()};
  return value.get<std::vector<std::string>>();
}

std::set<std::string> set_of(const nlohmann::json& value) {
  const std::vector<std::string> list = list_of(value);
  return {list.begin(), list.end()};
}

std::string joined(const std::set<std::string>& names) {
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "" : ", ") + name;
  return out;
}

void compare(const std::string& what, const std::set<std::string>& wanted, const std::set<std::string>& got,
             std::vector<std::string>& out) {
  std::set<std::string> more;
  std::set<std::string> less;
  std::ranges::set_difference(got, wanted, std::inserter(more, more.end()));
  std::ranges::set_difference(wanted, got, std::inserter(less, less.end()));
  if (!more.empty()) out.push_back("falsely " + what + ": " + joined(more));
  if (!less.empty()) out.push_back("not " + what + ": " + joined(less));
}

// Numbers alike to the digit, names as a part of one another.
bool is_right_value(const std::string& id, const std::string& wanted, const std::vector<Fact>& facts) {
  const std::string want = fold_bare(wanted);
  return std::any_of(facts.begin(), facts.end(), [&](const Fact& fact) {
    const std::string got = fold_bare(fact.value);
    if (kNumbers.contains(id)) return got == want;
    const bool part = !got.empty() && want.find(got) != std::string::npos && got.size() * 10 >= want.size() * 6;
    return got.find(want) != std::string::npos || part;
  });
}

struct Got {
  std::set<std::string> fails, invalid, unverified, should;
};

Got marks_of(const Verdict& verdict) {
  Got got;
  for (const Judged& judged : verdict.requirements) {
    const bool lacks = judged.status == Status::missing || judged.status == Status::invalid;
    if (lacks) (judged.level == Level::must ? got.fails : got.should).insert(judged.id);
    if (judged.status == Status::invalid) got.invalid.insert(judged.id);
    if (judged.status == Status::unverified) got.unverified.insert(judged.id);
  }
  return got;
}

void compare_values(const ExpectedMailbox& expected, const Verdict& verdict, std::vector<std::string>& out) {
  for (const auto& expected_value : expected.values) {  // clang 14 binds no names of a pair into a lambda
    const std::string& id = expected_value.first;
    const auto judged = std::ranges::find_if(verdict.requirements, [&](const Judged& j) { return j.id == id; });
    for (const std::string& value : expected_value.second) {
      std::vector<Fact> facts;
      if (judged != verdict.requirements.end()) {
        facts = judged->finding.right;
        facts.insert(facts.end(), judged->finding.wrong.begin(), judged->finding.wrong.end());
      }
      if (is_right_value(id, value, facts)) continue;
      out.push_back("value of " + id + ": " + (facts.empty() ? "none" : facts.front().value) + " instead of " + value);
    }
  }
}

}  // namespace

Expectation read_expectation(const std::string& path) {
  std::ifstream in(path);
  const nlohmann::json json = nlohmann::json::parse(in);
  Expectation out;
  out.id = json.at("id");
  out.from = json.at("envelope").at("from");
  out.to = list_of(json.at("envelope").at("to"));
  for (const nlohmann::json& item : json.at("expect")) {
    ExpectedMailbox mailbox{item.at("mailbox"),
                            set_of(item.at("scenarios")),
                            set_of(item.at("fails")),
                            set_of(item.at("invalid")),
                            set_of(item.at("unverified")),
                            set_of(item.at("should")),
                            {}};
    for (const auto& [id, value] : item.at("values").items()) mailbox.values[id] = list_of(value);
    out.mailboxes.push_back(std::move(mailbox));
  }
  return out;
}

std::vector<std::string> differences(const Expectation& expected, const Outcome& outcome) {
  std::vector<std::string> out;
  for (const Verdict& verdict : outcome.verdicts) {
    const bool known =
        std::ranges::any_of(expected.mailboxes, [&](const ExpectedMailbox& m) { return m.mailbox == verdict.mailbox; });
    if (!known) out.push_back(verdict.mailbox + " is not expected");
  }
  for (const ExpectedMailbox& mailbox : expected.mailboxes) {
    const auto verdict =
        std::ranges::find_if(outcome.verdicts, [&](const Verdict& v) { return v.mailbox == mailbox.mailbox; });
    if (verdict == outcome.verdicts.end()) {
      out.push_back(mailbox.mailbox + " has no verdict");
      continue;
    }
    const Got got = marks_of(*verdict);
    const std::set<std::string> scenarios(verdict->scenarios.begin(), verdict->scenarios.end());
    if (!verdict->requirements.empty()) compare("in the scenario", mailbox.scenarios, scenarios, out);
    compare("failing", mailbox.fails, got.fails, out);
    compare("invalid", mailbox.invalid, got.invalid, out);
    compare("unverified", mailbox.unverified, got.unverified, out);
    compare("wished for", mailbox.should, got.should, out);
    compare_values(mailbox, *verdict, out);
  }
  return out;
}

std::vector<std::string> letters_in(const std::string& folder) {
  std::vector<std::string> out;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    const std::string name = std::filesystem::relative(entry.path(), folder).string();
    if (name.ends_with(".expect.json")) out.push_back(name.substr(0, name.size() - 12));
  }
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace pismovod::test
