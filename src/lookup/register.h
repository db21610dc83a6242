// Who a firm is, by its ИНН: the client list first, then what is kept, then registers, in their order.
//
// Bounded in time (no question waits past its deadline), in rate, and in what is sent: the ИНН and the key. A register
// that fails is left alone for a while. Any thread; nothing throws but memory; nothing that is asked stands in a log.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "lookup/clients.h"
#include "lookup/provider.h"

namespace pismovod {

struct RegisterSettings {
  std::string clients;  // a file; empty: none
  ReadTable read_table = read_csv;
  std::vector<FirmProvider> providers;
  std::string key;
  std::string cache;  // a file; empty: none
  std::chrono::milliseconds wait{1500};
  std::chrono::seconds keep{std::chrono::hours(24 * 30)};
  std::chrono::seconds keep_unknown{std::chrono::hours(24)};
  int64_t most_a_minute = 60;
};

class FirmRegister {
 public:
  using Deadline = std::chrono::steady_clock::time_point;

  explicit FirmRegister(RegisterSettings settings);
  FirmRegister(const FirmRegister&) = delete;
  FirmRegister& operator=(const FirmRegister&) = delete;
  ~FirmRegister();

  // How long one letter may wait in all.
  std::chrono::milliseconds wait() const;
  // Nothing where nobody knows, or nobody answered by then.
  std::optional<Firm> find(const std::string& inn, Deadline by) const;
  // The client list as it is now (it is read again when its file changes); null where there is none.
  std::shared_ptr<const ClientList> clients() const;

  // For those who look after it: "dadata questions=12 failures=1 paused=yes".
  struct Figures {
    std::string provider;
    uint64_t questions = 0;
    uint64_t failures = 0;
    bool is_paused = false;
  };
  std::vector<Figures> figures() const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace pismovod
