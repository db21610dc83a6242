#include "sample.h"

#include <cstdlib>
#include <filesystem>
#include <stdexcept>

namespace pismovod::test {

TempFolder::TempFolder() {
  // In memory where there is such a place: these tests write thousands of durable cases.
  const std::filesystem::path memory = "/dev/shm";
  const bool in_memory = std::filesystem::is_directory(memory);
  path_ = (in_memory ? memory : std::filesystem::temp_directory_path()) / "pismovod-journal-XXXXXX";
  if (::mkdtemp(path_.data()) == nullptr) throw std::runtime_error("no temporary folder");
}

TempFolder::~TempFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

Instant minute(int number) { return from_milliseconds(1772400000000) + std::chrono::minutes(number); }

namespace {

CaseRequirement inn(bool is_there) {
  CaseRequirement out{"client_inn", "ИНН клиента", Level::must, Status::missing, {}, "", "mailboxes/lic.toml:5"};
  if (is_there) {
    out.status = Status::found;
    out.facts = {{"7701234507", "body", "текст, строка 4", 4, "ИНН 7701234507", ""}};
  }
  return out;
}

CaseEntry letter(const std::string& number, int at, const std::string& subject, bool is_complete) {
  CaseEntry out;
  out.number = number;
  out.at = minute(at);
  out.queue_id = "4ABC" + number;
  out.message_id = "<" + number + "@vektor.test>";
  out.reverse_path = "Ivan@vektor.test";
  out.client = "198.51.100.7";
  out.from = "ivan@vektor.test";
  out.subject = subject;
  out.recipients = {"lic@1c.ru", "petr@elsewhere.test"};
  out.octets = 1234;
  out.mailboxes = {{"lic@1c.ru", "lic@1c.ru", {"any"}, {inn(is_complete)}}};
  out.looked = {"тема", "текст"};
  out.action = is_complete ? Action::accept : Action::reject;
  if (!is_complete) out.reply_lines = {"550-5.7.1 Letter to lic@1c.ru was NOT sent", "550 5.7.1 Case " + number};
  out.rules_digest = "abc";
  out.rules_files = {"pismovod.toml"};
  out.durations = {1.5, 0.25, 12};
  return out;
}

}  // namespace

CaseEntry refused(const std::string& number, int at, const std::string& subject) {
  return letter(number, at, subject, false);
}
CaseEntry complete(const std::string& number, int at, const std::string& subject) {
  return letter(number, at, subject, true);
}

RecordRequest request_of(CaseEntry entry) {
  RecordRequest out;
  out.entry = std::move(entry);
  return out;
}

RecordRequest with_notice(CaseEntry entry, const std::string& to) {
  RecordRequest out = request_of(std::move(entry));
  out.letters = {
      {NoticeKind::notice, to, "<notice." + out.entry.number + "@mail.test>", "Subject: =\r\n\r\n\xD0\x9F\r\n"}};
  return out;
}

std::unique_ptr<Store> open_store(const std::string& path, std::chrono::milliseconds wait, int64_t max_pages) {
  auto store = pismovod::open_store({path, wait, max_pages});
  if (!store) throw std::runtime_error(store.error().text);
  return std::move(*store);
}

}  // namespace pismovod::test
