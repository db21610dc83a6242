#include "check/letter_template.h"

#include "notice/fill_in.h"

namespace pismovod {

const std::vector<RequirementUse>* uses_of(const Mailbox& mailbox, const std::string& scenario) {
  if (scenario.empty() || scenario == mailbox.otherwise) return &mailbox.requirements;
  for (const Scenario& s : mailbox.scenarios) {
    if (s.name == scenario) return &s.requirements;
  }
  return nullptr;
}

LetterTemplate make_template(const Mailbox& mailbox, const std::vector<RequirementUse>& uses,
                             const Organization* organization, const Texts& texts) {
  FillIn form = make_fill_in(template_fields(mailbox, uses), {}, organization, texts);
  std::vector<std::string> advice;
  for (const Advice& each : mailbox.advice) advice.push_back(each.text);
  return {mailbox.address, std::move(form.subject), texts.get("template.greeting"),
          form.written(),  std::move(form.attach),  std::move(advice)};
}

std::string template_text(const LetterTemplate& made, const Texts& texts) {
  std::string out = texts.get("template.to", {{"address", made.address}}) + "\n";
  const std::string subject = made.subject.empty() ? std::string(kBlank) : made.subject;
  out += texts.get("template.subject", {{"subject", subject}}) + "\n\n" + made.greeting + "\n\n";
  for (const std::string& line : made.lines) out += line + "\n";
  if (!made.attach.empty()) out += "\n" + texts.get("template.attach") + "\n";
  for (const std::string& title : made.attach) out += "  - " + title + "\n";
  if (!made.advice.empty()) out += "\n" + texts.get("mailbox.advice") + "\n";
  for (const std::string& advice : made.advice) out += "# " + advice + "\n";
  return out;
}

}  // namespace pismovod
