// Fills a journal with made-up letters of the last year, the same at every run but for the hour it is
// run in, and says how long a case took: journal_fill FILE|URL COUNT [FIRST] [durable]
//
// FIRST: the number of the first one, so that several may write at a time. durable: each is on the disk before the next
// one, as a refusal is before its answer; else before long.
//
// About a quarter lack something, most of those are put right by the next letters, some are
// marked by reviewers; the last few refused ones have a notice.

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <random>

#include "journal/database_store.h"

namespace pismovod {
namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;

struct Need {
  const char* id;
  const char* title;
  const char* value;     // empty: a paper
  const char* evidence;  // %s is the value
  int forgotten;         // of a thousand letters
};

struct Box {
  const char* address;
  std::vector<Need> needs;
};

const Need kPartner = {"partner_code", "код партнера", "14352", "Код партнера: %s", 12};
const Need kClient = {"client_name", "наименование клиента", "ООО «Ромашка»", "Клиент: %s, г. Тверь", 18};
const Need kTax = {"client_inn", "ИНН клиента", "7701234507", "ИНН %s, КПП 770101001", 90};
const Need kNumber = {"product_reg_number", "регистрационный номер продукта", "801234567", "рег. номер %s", 75};
const Need kRelease = {"config_release", "номер релиза конфигурации", "3.0.150.28", "1С:Бухгалтерия 8, релиз %s", 60};
const Need kQuestion = {"question", "суть вопроса", "не обновляется конфигурация", "Подскажите: %s", 8};
const Need kFiles = {"error_files", "файл с логами или скриншотами ошибки", "", "приложено: %s", 110};
const Need kRequest = {"request_number", "номер заявки", "WZ00123456", "по заявке %s", 40};
const Need kScan = {"payment_order_scan", "скан платежного поручения с отметкой банка", "", "см. %s", 55};

const std::vector<Box>& boxes() {
  static const std::vector<Box> all = {{"v8@1c.ru", {kPartner, kNumber, kRelease, kQuestion, kFiles}},
                                       {"lic@1c.ru", {kPartner, kClient, kTax, kNumber, kQuestion}},
                                       {"hline@1c.ru", {kPartner, kQuestion}},
                                       {"zakaz@1c.ru", {kRequest, kScan, kQuestion}},
                                       {"its@1c.ru", {kPartner, kClient, kTax, kQuestion}},
                                       {"sales@1c.ru", {kPartner, kQuestion}}};
  return all;
}

constexpr const char* kSubjects[] = {
    "Активация ПИН-кода",  "Ошибка при обновлении релиза", "Ускорение рассмотрения заявки", "Перерегистрация продукта",
    "Замена ключа защиты", "Вопрос по договору ИТС",       "Не проводится документ",        "Отмена заявки"};
constexpr const char* kPeople[] = {"anna.belova", "boris.gromov", "vera.dyatlova", "gleb.egorov",    "dina.zhukova",
                                   "egor.zimin",  "inna.karpova", "kirill.lavrov", "lidia.morozova", "oleg.nosov"};

class Filler {
 public:
  Filler(Store& store, int64_t count, int64_t first, bool is_durable)
      : store_(store), count_(count), first_(first), is_durable_(is_durable) {}

  bool run() {
    const Instant now = wall_clock();
    const milliseconds step = milliseconds(std::chrono::hours(24 * 364)) / std::max<int64_t>(count_, 1);
    for (int64_t i = 0; i < count_; ++i) {
      at_ = now - step * (count_ - i);
      CaseEntry entry = letter(i);
      // A corrected letter goes out after its first one, within the next places.
      if (!waiting_.empty() && draw(100) < 60) entry = corrected(i);
      if (!put(std::move(entry), i)) return false;
      if (i % 100'000 == 99'999) say_speed(i + 1);
    }
    std::sort(took_.begin(), took_.end());
    const auto at = [&](double share) {
      return took_.at(static_cast<size_t>(share * static_cast<double>(took_.size() - 1)));
    };
    std::printf("%zu cases, ms: median %.3f, 99 of 100 within %.3f, longest %.3f\n", took_.size(), at(0.5), at(0.99),
                at(1));
    return true;
  }

 private:
  // Of the last hundred thousand: a case must not cost more where there are many.
  void say_speed(int64_t count) {
    const auto now = std::chrono::steady_clock::now();
    const double ms = std::chrono::duration<double, std::milli>(now - last_).count() / 100'000;
    std::fprintf(stderr, "%lld cases, %.3f ms each\n", static_cast<long long>(count), ms);
    last_ = now;
  }

  int draw(int below) { return std::uniform_int_distribution<int>(0, below - 1)(random_); }

  static std::string filled(const std::string& pattern, const std::string& value) {
    const size_t at = pattern.find("%s");
    return at == std::string::npos ? pattern : pattern.substr(0, at) + value + pattern.substr(at + 2);
  }

  CaseRequirement requirement(const Need& need, bool careless) {
    CaseRequirement out{need.id, need.title, Level::must, Status::found, {}, "", "shipped:mailboxes:4"};
    const int luck = draw(1000);
    const int forgotten = careless ? need.forgotten * 3 : need.forgotten;
    const std::string value = *need.value == '\0' ? "снимок.png" : need.value;
    if (luck < forgotten && need.id == std::string("client_inn") && luck % 2 == 0) {
      out.status = Status::invalid;
      out.reason = "контрольная цифра не сходится";
      out.facts = {{"7701234508", "body", "текст, строка 5", 5, filled(need.evidence, "7701234508"), out.reason}};
    } else if (luck < forgotten) {
      out.status = Status::missing;
    } else {
      out.facts = {{value, "body", "текст, строка 4", 4, filled(need.evidence, value), ""}};
    }
    return out;
  }

  CaseEntry letter(int64_t index) {
    CaseEntry out;
    const int person = draw(400) * draw(400) / 400 * draw(400) / 400;  // some write much, most little
    const Box& box = boxes()[static_cast<size_t>(std::min(draw(6), draw(6)))];
    out.at = at_;
    out.number = number_of(first_ + index);
    out.queue_id = "4X" + out.number;
    out.message_id = "<" + out.number + "@vektor-soft.example>";
    out.reverse_path =
        std::string(kPeople[person % 10]) + (person < 10 ? "" : std::to_string(person)) + "@vektor-soft.example";
    out.from = out.reverse_path;
    out.client = "192.0.2." + std::to_string(1 + person % 250);
    out.subject = std::string(kSubjects[draw(8)]) + " " + std::to_string(1000 + index % 9000);
    out.recipients = {box.address};
    out.octets = static_cast<uint64_t>(2'000 + draw(400'000));
    out.mailboxes = {{box.address, box.address, {"any"}, {}}};
    for (const Need& need : box.needs) out.mailboxes[0].requirements.push_back(requirement(need, person % 7 == 3));
    out.looked = {"тема", "текст", "Карточка.docx"};
    out.rules_files = {"shipped:mailboxes"};
    out.durations = {14.2, 0.1, 2.7};
    decide(out);
    return out;
  }

  void decide(CaseEntry& entry) {
    entry.action = entry.fails() ? (draw(30) == 0 ? Action::hold : Action::reject) : Action::accept;
    if (entry.action != Action::reject) return;
    entry.reply_lines = {"550-5.7.1 Letter to " + entry.mailboxes[0].mailbox + " was NOT sent.",
                         "550 5.7.1 Case " + entry.number};
  }

  // The letter that waits longest to be put right, complete now.
  CaseEntry corrected(int64_t index) {
    CaseEntry out = waiting_.front();
    waiting_.erase(waiting_.begin());
    out.references = {out.message_id};
    out.number = number_of(first_ + index);
    out.message_id = "<" + out.number + "@vektor-soft.example>";
    out.at = at_;
    out.action = Action::accept;
    out.reply_lines.clear();
    for (CaseRequirement& each : out.mailboxes[0].requirements) {
      if (each.is_lacking())
        each = {each.id, each.title,   each.level, Status::found, {{"исправлено", "body", "текст", 0, "", ""}},
                "",      each.asked_by};
    }
    return out;
  }

  bool put(CaseEntry entry, int64_t index) {
    RecordRequest request;
    request.durable = is_durable_;
    request.entry = entry;
    if (entry.action == Action::reject && index > count_ - 200) request.letters = {notice(entry)};
    const auto begun = std::chrono::steady_clock::now();
    const auto recorded = store_.record(request);
    took_.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begun).count());
    if (!recorded) {
      std::fprintf(stderr, "%s\n", recorded.error().text.c_str());
      return false;
    }
    if (entry.fails() && draw(100) < 4) mark(entry);
    if (entry.action == Action::reject && draw(100) < 75 && waiting_.size() < 4) waiting_.push_back(std::move(entry));
    return true;
  }

  void mark(const CaseEntry& entry) {
    const bool is_wrong = draw(3) == 0;
    const CaseMark made{is_wrong ? CaseMark::Kind::wrong : CaseMark::Kind::right, is_wrong ? entry.sender() : "lena",
                        is_wrong ? "Номер был во вложенной карточке" : "", entry.at + minutes(20)};
    (void)store_.add_mark(entry.number, made);
  }

  static OutgoingLetter notice(const CaseEntry& entry) {
    const std::string id = "<notice-" + entry.number + "@vektor-soft.example>";
    return {
        NoticeKind::notice, entry.reverse_path, id,
        "From: Pismovod <postmaster@vektor-soft.example>\r\nTo: " + entry.reverse_path + "\r\nMessage-ID: " + id +
            "\r\nSubject: =?utf-8?B?0J/QuNGB0YzQvNC+INC90LUg0YPRiNC70L4=?=\r\nMIME-Version: 1.0\r\n"
            "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
            "Письмо не отправлено: не хватает данных.\r\n\r\nНужно добавить:\r\n  1. регистрационный номер продукта, "
            "например «Рег. номер: 801234567».\r\n\r\nВпишите и отправьте снова.\r\n"};
  }

  // Seven characters of base32, no two alike.
  static std::string number_of(int64_t index) {
    constexpr char kDigits[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    // An odd factor permutes the numbers below 2^35, so that they do not look counted.
    uint64_t rest = (static_cast<uint64_t>(index) + 1) * 23'456'789'123U % (uint64_t{1} << 35U);
    std::string out(7, '0');
    for (char& c : out) {
      c = kDigits[rest % 32];
      rest /= 32;
    }
    return out;
  }

  Store& store_;
  int64_t count_;
  int64_t first_;
  bool is_durable_;
  std::vector<double> took_;  // milliseconds
  std::mt19937 random_{1};
  std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
  Instant at_;
  std::vector<CaseEntry> waiting_;
};

}  // namespace
}  // namespace pismovod

int main(int argc, char** argv) {
  if (argc < 3 || argc > 5) {
    std::fprintf(stderr, "journal_fill FILE|URL COUNT [FIRST] [durable]\n");
    return 64;
  }
  const auto store = pismovod::open_store({argv[1]});
  if (!store) {
    std::fprintf(stderr, "%s\n", store.error().text.c_str());
    return 71;
  }
  const int64_t first = argc > 3 ? std::atoll(argv[3]) : 0;
  return pismovod::Filler(**store, std::atoll(argv[2]), first, argc > 4).run() ? 0 : 71;
}
