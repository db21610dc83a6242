#include "actions/wording.h"
#include "replay/commonest.h"
#include "replay/report.h"

namespace pismovod {
namespace {

// What begins so is a formula to a spreadsheet.
std::string cell(std::string_view text) {
  std::string out = "\"";
  if (!text.empty() && std::string_view("=+-@\t").find(text.front()) != std::string_view::npos) out += '\'';
  for (const char c : text) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + "\"";
}

std::string number(uint64_t value) { return "," + std::to_string(value); }

}  // namespace

std::string replay_csv(const ReplayResult& result, const Texts& texts) {
  std::string out =
      "\xEF\xBB\xBF"
      "kind,mailbox,name,letters,refused,missing,invalid,unverified,wished\r\n";
  for (const auto& [mailbox, scenarios] : result.tally.matters) {
    for (const auto& [scenario, one] : scenarios) {
      out += "matter," + cell(mailbox) + "," + cell(scenario) + number(one.letters) + number(one.refused) + ",," +
             number(one.unverified) + ",\r\n";
    }
  }
  for (const auto& [mailbox, requirements] : result.tally.requirements) {
    for (const auto& [id, one] : requirements) {
      out += "requirement," + cell(mailbox) + "," + cell(title_of(id, texts)) + number(one.owed) + "," +
             number(one.missing) + number(one.invalid) + number(one.unverified) + number(one.wished) + "\r\n";
    }
  }
  for (const auto& [address, one] : commonest(result.tally.senders, kSendersShown)) {
    out += "sender,," + cell(address) + number(one.letters) + number(one.refused) + ",,,,\r\n";
  }
  return out;
}

}  // namespace pismovod
