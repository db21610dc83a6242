// Cases for the tests, and a folder of their own.
#pragma once

#include <memory>
#include <string>

#include "journal/database_store.h"

namespace pismovod::test {

class TempFolder {
 public:
  TempFolder();
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;
  ~TempFolder();
  std::string operator/(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

// A letter to lic@1c.ru that lacks the ИНН and is refused, at this minute after a fixed moment.
CaseEntry refused(const std::string& number, int minute, const std::string& subject = "Активация");
// The same letter, complete.
CaseEntry complete(const std::string& number, int minute, const std::string& subject = "Активация");
Instant minute(int number);

RecordRequest request_of(CaseEntry entry);
RecordRequest with_notice(CaseEntry entry, const std::string& to = "ivan@vektor.test");

std::unique_ptr<Store> open_store(const std::string& path, std::chrono::milliseconds wait = std::chrono::seconds(20),
                                  int64_t max_pages = 0);

}  // namespace pismovod::test
