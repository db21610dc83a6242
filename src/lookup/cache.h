// Answers of registers that are kept: by ИНН, with their age, those too that know of no firm.
//
// SQLite; any thread. Trouble with the file is no trouble of a letter's: nothing is known then, and nothing is kept.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include "lookup/firm.h"

namespace pismovod {

class FirmCache {
 public:
  using Clock = std::chrono::system_clock;

  // Empty: nothing is kept.
  explicit FirmCache(const std::string& path);
  FirmCache(const FirmCache&) = delete;
  FirmCache& operator=(const FirmCache&) = delete;
  ~FirmCache();

  struct Entry {
    std::optional<Firm> firm;  // nothing: no register knows it
    Clock::time_point at;
  };
  std::optional<Entry> find(const std::string& inn);
  void put(const std::string& inn, const std::optional<Firm>& firm, Clock::time_point now);

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace pismovod
