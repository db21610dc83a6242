// Readers that die, hang, are all busy or not there at all, and a disk that is full: the letter is
// not refused for what they could not read, and says so.

#include <gtest/gtest.h>

#include <signal.h>
#include <sys/resource.h>
#include <filesystem>

#include "inspect/services.h"
#include "samples/archives.h"
#include "samples/odd_reader.h"
#include "samples/office.h"
#include "samples/pictures.h"
#include "support/attachments.h"

namespace pismovod::test {
namespace {

using samples::OddReader;

// All that lic@ asks for but the client's ИНН, which stands in a file that the letter does not speak of.
TestLetter letter(std::vector<Attached> files) {
  return letter_with("lic@1c.ru", "Лицензия не находится",
                     "Почему программа не видит лицензию?\r\nКлиент: ООО «Ромашка»\r\n1С:Бухгалтерия 8 ПРОФ, артикул "
                     "4601546116680, рег. номер 801457223\r\n\r\nООО «Вектор-Софт», код партнера 14352",
                     std::move(files));
}

Attached docx() {
  return {"1.docx", "application/octet-stream", samples::docx(samples::paragraph("ИНН клиента 7701234507"))};
}

// A disk without room, by the limit that stands for it.
class FullDisk {
 public:
  explicit FullDisk(bool is_full) : old_(::signal(SIGXFSZ, SIG_IGN)) {
    ::getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit little{size_t{1} << 20, before_.rlim_max};
    if (is_full) ::setrlimit(RLIMIT_FSIZE, &little);
  }
  FullDisk(const FullDisk&) = delete;
  FullDisk& operator=(const FullDisk&) = delete;
  ~FullDisk() {
    ::setrlimit(RLIMIT_FSIZE, &before_);
    ::signal(SIGXFSZ, old_);
  }

 private:
  rlimit before_{};
  void (*old_)(int);
};

Outcome judged_by(const TestLetter& letter, ReaderPool& pool, std::chrono::milliseconds time,
                  bool disk_is_full = false) {
  BlockPool blocks;
  const Message message = read_message(letter.octets, blocks, {});
  Envelope envelope;
  envelope.reverse_path = parse_path(letter.from);
  for (const std::string& to : letter.to) envelope.recipients.push_back(make_recipient(to));
  const FullDisk disk(disk_is_full);
  const Patience patience(Patience::Clock::now() + time);
  return inspect(message, envelope, test_configuration(), {blocks, &pool, nullptr, patience});
}

ReaderPoolOptions options_of(const std::string& executable) {
  ReaderPoolOptions options;
  options.processes = 1;
  options.executable = executable;
  return options;
}

// By the letter's own deadline where that is what ends it, else with all the time there is.
constexpr std::chrono::milliseconds kShort{2000};
constexpr std::chrono::minutes kLong{30};

void expect_unverified(const Outcome& outcome, const std::string& reason) {
  const Judged& inn = judged(outcome, "client_inn");
  EXPECT_EQ(inn.status, Status::unverified);
  EXPECT_EQ(inn.reason.key, reason);
  EXPECT_FALSE(outcome.verdicts.front().fails());
  EXPECT_EQ(outcome.decision, Action::annotate);
  EXPECT_EQ(judged(outcome, "product_reg_number").status, Status::found);
}

TEST(Trouble, AReaderKilledInTheMiddleOfALetter) {
  const OddReader odd({}, OddReader::Way::is_killed, OddReader::kAlways);
  ReaderPool pool(options_of(odd.executable()));
  expect_unverified(judged_by(letter({docx()}), pool, kLong), "reader_failed");
}

TEST(Trouble, TheNextLetterIsReadByTheNextReader) {
  const OddReader odd({}, OddReader::Way::is_killed, 2);  // for the outline or the text, whichever is asked for
  ReaderPool pool(options_of(odd.executable()));
  for (int i = 0; i < 2; ++i) judged_by(letter({docx()}), pool, kLong);
  EXPECT_EQ(judged(judged_by(letter({docx()}), pool, kLong), "client_inn").status, Status::found);
}

TEST(Trouble, AReaderThatHangs) {
  const OddReader odd({}, OddReader::Way::hangs, OddReader::kAlways);
  ReaderPool pool(options_of(odd.executable()));
  expect_unverified(judged_by(letter({docx()}), pool, kShort), "timed_out");
}

TEST(Trouble, AReaderThatTalksNonsense) {
  const OddReader odd({}, OddReader::Way::babbles, OddReader::kAlways);
  ReaderPool pool(options_of(odd.executable()));
  const Outcome outcome = judged_by(letter({docx()}), pool, kLong);
  EXPECT_EQ(judged(outcome, "client_inn").status, Status::unverified);
  EXPECT_FALSE(outcome.verdicts.front().fails());
}

TEST(Trouble, AllReadersAreBusy) {
  ReaderPool pool(options_of(PISMOVOD_READER));
  auto busy = pool.take(std::chrono::steady_clock::now() + kLong, true);
  ASSERT_TRUE(busy);
  expect_unverified(judged_by(letter({docx()}), pool, kShort), "timed_out");
  pool.give_back(std::move(busy));
  EXPECT_EQ(judged(judged_by(letter({docx()}), pool, kLong), "client_inn").status, Status::found);
}

TEST(Trouble, TheReadersExecutableIsMissing) {
  ReaderPool pool(options_of("/nonexistent/pismovod-reader"));
  expect_unverified(judged_by(letter({docx()}), pool, kLong), "reader_failed");
}

TEST(Trouble, ScansThatNobodyReadAreNotMissing) {
  ReaderPool pool(options_of("/nonexistent/pismovod-reader"));
  const std::string scans = samples::pdf({{{}, samples::page({"ЗАЯВЛЕНИЕ"})}, {{}, samples::page({"АНКЕТА"})}});
  const Outcome outcome = judged_by(
      letter_with("hline@1c.ru", "Регистрация",
                  "Просим зарегистрировать 1С:Бухгалтерия 8 ПРОФ, рег. номер 801457223. Документы во вложении.",
                  {{"scan.pdf", "application/pdf", scans}}),
      pool, kLong);
  EXPECT_EQ(judged(outcome, "registration_application").status, Status::unverified);
  EXPECT_EQ(judged(outcome, "registration_form_copy").status, Status::unverified);
}

TEST(Trouble, TheSpoolsDiskIsFull) {
  std::string log = "ИНН клиента 7701234507\r\n";
  while (log.size() < size_t{3} << 20) log += "17.02.2026 08:30:12 Поле объекта не обнаружено\r\n";
  const TestLetter large = letter({{"1.log", "text/plain", log}});
  ReaderPool pool(options_of(PISMOVOD_READER));
  std::error_code trouble;
  std::filesystem::create_directories(test_configuration().settings.spool, trouble);
  if (trouble) GTEST_SKIP() << "no spool: " << trouble.message();
  expect_unverified(judged_by(large, pool, kLong, true), "reader_failed");
  EXPECT_EQ(judged(judged_by(large, pool, kLong), "client_inn").status, Status::found);
}

TEST(Trouble, WithoutOcrScansAreUnverified) {
  const TemporaryFile off("[readers]\nocr = false\n");
  const auto configuration = configuration_with({off.path()});
  ASSERT_TRUE(configuration);
  const std::string scan = samples::jpeg(samples::page({"ИНН клиента 7701234507"}));
  TestLetter told = letter({{"скан.jpg", "image/jpeg", scan}});
  EXPECT_EQ(judged(judge(told, *configuration), "client_inn").status, Status::missing)
      << "nothing says that it is there";
  EXPECT_EQ(judged(judge(told), "client_inn").status, Status::found);
  told = letter({{"реквизиты.jpg", "image/jpeg", scan}});
  EXPECT_EQ(judged(judge(told, *configuration), "client_inn").status, Status::unverified);
  const TestLetter paid =
      letter_with("zakaz@1c.ru", "Ускорить заявку", "Просим ускорить заявку WZ00713305, доплата внесена.",
                  {{"платежное поручение.jpg", "image/jpeg", scan}});
  EXPECT_EQ(judged(judge(paid, *configuration), "payment_order_scan").status, Status::unverified);
}

TEST(Trouble, ABombIsUnverifiedToo) {
  ReaderPool pool(options_of(PISMOVOD_READER));
  const std::string bomb = samples::packed({{"a.txt", std::string(size_t{110} << 20, ' ')}}, "zip");
  expect_unverified(judged_by(letter({{"1.zip", "application/zip", bomb}}), pool, kLong), "too_large");
}

}  // namespace
}  // namespace pismovod::test
