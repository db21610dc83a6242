// What `pismovod doctor` found: good, wrong with the line to write, or what it cannot tell.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "actions/texts.h"

namespace pismovod {

enum class Health : uint8_t { good, wrong, unknown };

struct HealthFinding {
  Health health = Health::good;
  std::string text;   // one line for people
  std::string write;  // the line that mends it; empty: none
};

class HealthFindings {
 public:
  using Gaps = std::map<std::string, std::string>;

  explicit HealthFindings(const Texts& texts) : texts_(texts) {}

  // `key` below "doctor." of the texts.
  void good(const std::string& key, const Gaps& gaps = {}) { add(Health::good, key, gaps, {}); }
  void unknown(const std::string& key, const Gaps& gaps = {}) { add(Health::unknown, key, gaps, {}); }
  void wrong(const std::string& key, const Gaps& gaps, std::string write = {}) {
    add(Health::wrong, key, gaps, std::move(write));
  }

  const std::vector<HealthFinding>& all() const { return all_; }

 private:
  void add(Health health, const std::string& key, const Gaps& gaps, std::string write) {
    all_.push_back({health, texts_.get("doctor." + key, gaps), std::move(write)});
  }

  const Texts& texts_;
  std::vector<HealthFinding> all_;
};

}  // namespace pismovod
