#include "made_up_case.h"

namespace pismovod {
namespace {

CaseRequirement requirement(const std::string& id, Status status, const std::string& value, const std::string& evidence,
                            const std::string& reason = "") {
  CaseRequirement out;
  out.id = id;
  out.status = status;
  out.reason = reason;
  out.asked_by = "shipped:mailboxes/lic.toml:5";
  if (!value.empty()) out.facts.push_back({value, "body", "текст, строка 4", 4, evidence, reason});
  return out;
}

}  // namespace

CaseEntry made_up_case(const MadeUp& what) {
  CaseEntry out;
  out.number = what.number;
  out.at = what.at;
  out.queue_id = "4Xq1Zp0Wk3z9";
  out.message_id = "<" + what.number + "@vektor-soft.example>";
  out.reverse_path = what.sender;
  out.from = what.sender;
  out.client = "192.0.2.7";
  out.subject = what.subject;
  out.recipients = {"lic@1c.ru", "boss@vektor-soft.example"};
  out.octets = 18'345;
  out.action = what.action;
  out.looked = {"тема", "текст", "Карточка.docx"};
  out.rules_files = {"shipped:mailboxes/lic.toml"};
  out.rules_digest = "5f2c";
  out.durations = {12.5, 0.2, 3.4};
  CaseMailbox mailbox{"lic@1c.ru", "lic@1c.ru", {"any"}, {}};
  mailbox.requirements = {requirement("partner_code", Status::found, "14352", "Код партнера: 14352"),
                          requirement("client_name", Status::found, "ООО «Ромашка»", "Клиент: ООО «Ромашка»"),
                          requirement("client_inn", Status::invalid, "7701234508", "ИНН 7701234508, КПП 770101001",
                                      "контрольная цифра не сходится"),
                          requirement("product_reg_number", Status::missing, "", ""),
                          requirement("question", Status::found, "Просим активировать", "Просим активировать ПИН-код")};
  const bool is_refused = what.action == Action::reject;
  if (!is_refused) {
    mailbox.requirements[2] = requirement("client_inn", Status::found, "7701234507", "ИНН 7701234507");
    mailbox.requirements[3] = requirement("product_reg_number", Status::found, "801234567", "рег. номер 801234567");
  } else {
    out.reply_lines = {"550-5.7.1 Letter to lic@1c.ru was NOT sent: 2 required items are missing or wrong.",
                       "550 5.7.1 Case " + what.number};
  }
  out.mailboxes = {mailbox};
  return out;
}

}  // namespace pismovod
